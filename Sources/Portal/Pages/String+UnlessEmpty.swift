extension String? {
    /// nil for a text in which nothing stands.
    var unlessEmpty: String? { self?.isEmpty == true ? nil : self }
}

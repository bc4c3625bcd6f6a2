import XML

/// Which keys of the registry the policies of an app's ADMX file may write to (Microsoft, *Win32 and Desktop Bridge app ADMX
/// policy ingestion*, Overview).
enum PolicyKeys {
    /// Whether a key, without the hive, is open to such policies.
    static func isOpen(_ key: String) -> Bool {
        let names = names(of: key)
        return !closed.contains { names.starts(with: $0) } || open.contains { names.starts(with: $0) }
    }

    /// The first key that an element or one inside it names and that is not open: that of the policy, of one of its
    /// elements, of an item of a list of values.
    static func closedKey(in element: XMLElement) -> String? {
        for name in ["key", "defaultKey"] {
            if let key = element.attribute(name), !isOpen(key) { return key }
        }
        for inner in element.elements {
            if let key = closedKey(in: inner) { return key }
        }
        return nil
    }

    private static func names(of key: String) -> [String] {
        key.lowercased().split(separator: "\\").map(String.init)
    }

    private static let closed = [#"System"#, #"Software\Microsoft"#, #"Software\Policies\Microsoft"#].map(names)

    /// Inferred: the list of the page as it is today counts for every build, because it names none. Edge's policies are not on
    /// it; that they can be ingested says Microsoft, *Configure Microsoft Edge policy settings with Mobile Device
    /// Management*.
    private static let open = [
        #"Software\Policies\Microsoft\Office"#,
        #"Software\Microsoft\Office"#,
        #"Software\Microsoft\Windows\CurrentVersion\Explorer"#,
        #"Software\Microsoft\Internet Explorer"#,
        #"Software\Policies\Microsoft\Shared Tools\Proofing Tools"#,
        #"Software\Policies\Microsoft\IMEJP"#,
        #"Software\Policies\Microsoft\IME\Shared"#,
        #"Software\Policies\Microsoft\Shared Tools\Graphics Filters"#,
        #"Software\Policies\Microsoft\Windows\CurrentVersion\Explorer"#,
        #"Software\Policies\Microsoft\SoftwareProtectionPlatform"#,
        #"Software\Policies\Microsoft\OfficeSoftwareProtectionPlatform"#,
        #"Software\Policies\Microsoft\Windows\Windows Search\Preferences"#,
        #"Software\Policies\Microsoft\Exchange"#,
        #"Software\Microsoft\Shared Tools\Proofing Tools"#,
        #"Software\Microsoft\Shared Tools\Graphics Filters"#,
        #"Software\Microsoft\Windows\Windows Search\Preferences"#,
        #"Software\Microsoft\Exchange"#,
        #"Software\Policies\Microsoft\VBA\Security"#,
        #"Software\Microsoft\OneDrive"#,
        #"Software\Microsoft\Edge"#,
        #"Software\Microsoft\EdgeUpdate"#,
        #"Software\Policies\Microsoft\Edge"#,
    ].map(names)
}

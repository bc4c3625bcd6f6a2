/// One value of a list to choose from.
struct Choice {
    let value: String
    let name: String
    let isChosen: Bool
}

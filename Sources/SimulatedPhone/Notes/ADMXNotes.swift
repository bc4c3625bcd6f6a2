package import ManagementTree
import Notation
import XML

/// An area as the policies of an app's ADMX file have it, taken apart: `Chrome~Policy~googlechrome` (Microsoft, *Win32 and
/// Desktop Bridge app ADMX policy ingestion*, URI format).
struct ADMXArea {
    let text: String
    let app: NodeName
    /// Policy or Preference; nil where neither stands behind the app.
    let type: NodeName?

    /// - Returns: nil for the address of no policy, or of one that belongs to Windows itself: no area of these has a `~`.
    init?(of uri: NodeURI) {
        let names = uri.names
        guard names.count > Self.depth, names.starts(with: Phone.admxInstall.prefix(3)),
            names[3] == "Config" || names[3] == "Result", names[Self.depth].text.contains("~")
        else { return nil }
        text = names[Self.depth].text
        let parts = text.split(separator: "~", omittingEmptySubsequences: false).map(\.trimmed)
        // The app's own name may have a ~ too.
        let place = parts.dropFirst().firstIndex { IngestedFile.settingTypes.contains(NodeName($0)) }
        app = NodeName(parts[..<(place ?? 1)].joined(separator: "~"))
        type = place.map { NodeName(parts[$0]) }
    }

    /// How many names lead to the area's.
    static let depth = 4
}

extension Blueprint {
    /// What is to be said of the area of an app's ADMX file that is not there; nil for any other address, and where the name
    /// is that of an area that is there with a slip in it.
    /// - Parameters:
    ///   - depth: the place of the first name that is not known.
    ///   - parent: the node that the names before it lead to.
    func admxNote(onUnknown uri: NodeURI, at depth: Int, below parent: NodeDescription) -> Note? {
        guard depth == ADMXArea.depth, let area = ADMXArea(of: uri) else { return nil }
        let shown = VisibleText.quoted(area.text)
        let app = VisibleText.cut(VisibleText.line(area.app.text), most: 80)
        let what = "\(shown) is an area of the ADMX files of the app \(app), and"
        guard traits.platform == .desktop else {
            let remedy = "leave the policy out for phones, or stand in for a desktop with --device desktop-1703"
            return Note(.slip, "\(what) phones take no such files: \(remedy)", .notOnPhones)
        }
        let way = schema.way(of: Phone.admxInstall, in: .device) ?? []
        guard way.allSatisfy({ $0.applicability.obstacle(on: traits) == nil }) else {
            return Note(
                .slip, "\(what) devices take such files from version 1703 on; this one has \(traits.build)",
                .laterVersion)
        }
        guard let type = area.type, !area.app.text.isEmpty else {
            return Note(
                .slip,
                "\(shown) is no area of an ADMX file: that is the app, Policy or Preference, and the categories, with ~ "
                    + "between them, such as App~Policy~Category", .notIngested)
        }
        guard !Self.isSlip(area.text, of: parent.childNames.map(\.text).filter { $0.contains("~") }) else { return nil }
        let present = ingested.areas(of: area.app, type)
        guard present.isEmpty else {
            let listed = ADMXElement.told(present.map { VisibleText.line($0.text) })
            return Note(
                .slip,
                "\(what) those that are ingested here bring \(listed), and not this", .notIngested)
        }
        let place = NodeURI(prefix: .device, names: Phone.admxInstall + [area.app, type])
        return Note(
            .slip, "\(what) none of them is ingested here: Add the file first, at \(place)/{name of the file}",
            .notIngested)
    }

    /// Whether a name is one of those that are there with a slip in it, which is offered as any other is.
    private static func isSlip(_ name: String, of known: [String]) -> Bool {
        guard let nearest = NearestName.of(name, among: known) else { return false }
        let (letters, others) = (Array(name.lowercased().utf8), Array(nearest.lowercased().utf8))
        return NearestName.distance(letters, others, limit: 4) != nil
    }
}

extension Blueprint {
    /// Which ADMX files are at a node of ADMXInstall or below it, and which policies they bring, in a sentence; nil for any
    /// other node, and where there are none.
    package func ingestedFiles(at uri: NodeURI) -> String? {
        guard uri.scope == .device, uri.names.starts(with: Phone.admxInstall) else { return nil }
        let files = ingested.files(at: uri.names)
        guard !files.isEmpty else { return nil }
        let told = files.map { file in
            let areas = ADMXElement.told(file.areas.map(\.text))
            return "\(file.name) of the app \(file.app), with \(file.count)\(areas.isEmpty ? "" : " in \(areas)")"
        }
        return "The ADMX file\(files.count == 1 ? "" : "s") \(ADMXElement.told(told))."
    }
}

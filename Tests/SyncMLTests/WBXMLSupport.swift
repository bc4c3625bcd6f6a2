import SyncML
import XML

/// Octets from hexadecimal digits; blanks do not count.
func octets(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
}

/// The octets of a text that ends with a zero, in hexadecimal.
func string(_ text: String) -> String {
    (text.utf8 + [0]).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

/// A binary message of SyncML 1.2 around the octets of a body's content.
func binary(_ content: String, before header: String = "02 a4 01 6a 00") -> [UInt8] {
    octets("\(header) 6d 6c 71 03 \(string("1.2")) 01 01 6b \(content) 12 01 01")
}

/// The error of a binary message, or nil if it can be read.
func error(in bytes: [UInt8]) -> SyncMLError? {
    do {
        _ = try WBXMLReader().read(bytes)
        return nil
    } catch {
        return error
    }
}

extension Message {
    /// The message with every value of an item changed.
    func mapItems(_ change: (inout Item) -> Void) -> Message {
        var message = self
        message.commands = message.commands.map { $0.mapItems(change) }
        return message
    }

    /// What it is after it was written as WBXML and read: mark-up that has no tokens is text, as CDATA would make it.
    var withTextForMarkup: Message {
        mapItems { item in
            if case .markup(let markup)? = item.data { item.data = .text(markup) }
        }
    }

    /// With mark-up inside Data reduced to names and texts, so that prefixes, declarations and layout do not matter.
    var withPlainMarkup: Message {
        mapItems { item in
            guard case .markup(let markup)? = item.data else { return }
            item.data = .markup(Self.outline(markup))
        }
    }

    private static func outline(_ markup: String) -> String {
        func outline(_ element: XMLElement) -> String {
            let children = element.children.map { node in
                switch node {
                case .element(let element): outline(element)
                case .text(let text): text.split { $0.isWhitespace }.joined(separator: " ")
                }
            }
            return "(\(element.name) \(children.joined()))"
        }
        guard let element = try? XMLElement.read(Array("<Data>\(markup)</Data>".utf8)) else { return markup }
        return outline(element)
    }
}

extension Command {
    fileprivate func mapItems(_ change: (inout Item) -> Void) -> Command {
        func changed(_ items: [Item]) -> [Item] {
            items.map { item in
                var item = item
                change(&item)
                return item
            }
        }
        switch self {
        case .access(var access):
            access.items = changed(access.items)
            return .access(access)
        case .alert(var alert):
            alert.items = changed(alert.items)
            return .alert(alert)
        case .container(var container):
            container.commands = container.commands.map { $0.mapItems(change) }
            return .container(container)
        case .status(var status):
            status.items = changed(status.items)
            return .status(status)
        case .results(var results):
            results.items = changed(results.items)
            return .results(results)
        case .unknown: return self
        }
    }
}

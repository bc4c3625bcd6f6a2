import Foundation
import SyncML

/// The same message in its binary form: read and written, by this project and by libwbxml2 where that is installed.
enum WBXMLWorkloads {
    static func all(_ message: [UInt8]) throws -> [Workload] {
        let model = try MessageReader().read(message).message
        let binary = WBXMLWriter().write(model)
        let reader = WBXMLReader()
        let writer = WBXMLWriter()
        let own = [
            Workload(name: "binary-read") { _ = try reader.read(binary) },
            Workload(name: "binary-write") { _ = writer.write(model) },
        ]
        guard let library = BinaryLibrary() else { return own }
        return own + [
            Workload(name: "libwbxml2-parse") { try library.parse(binary) },
            Workload(name: "libwbxml2-read") { try library.read(binary) },
            Workload(name: "libwbxml2-write", once: try library.writing(binary)),
        ]
    }
}

/// libwbxml2, a yardstick only: it is opened if it is there, and nothing needs it to be built.
final class BinaryLibrary {
    private typealias Create = @convention(c) () -> OpaquePointer?
    private typealias Destroy = @convention(c) (OpaquePointer?) -> Void
    private typealias Parse = @convention(c) (OpaquePointer?, UnsafePointer<UInt8>?, UInt32) -> UInt32
    private typealias Read =
        @convention(c) (
            UnsafePointer<UInt8>?, UInt32, UInt32, UInt32, UnsafeMutablePointer<OpaquePointer?>
        ) -> UInt32
    private typealias Write =
        @convention(c) (
            OpaquePointer?, UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>, UnsafeMutablePointer<UInt32>,
            UnsafePointer<UInt32>
        ) -> UInt32

    private let create: Create
    private let destroyParser: Destroy
    private let parse: Parse
    private let read: Read
    private let destroyTree: Destroy
    private let write: Write

    /// nil where the library or a function of it is missing.
    init?() {
        guard let library = dlopen("libwbxml2.so.1", RTLD_NOW) ?? dlopen("libwbxml2.so", RTLD_NOW) else { return nil }
        func function<Function>(_ name: String, _ type: Function.Type) -> Function? {
            dlsym(library, name).map { unsafeBitCast($0, to: type) }
        }
        guard let create = function("wbxml_parser_create", Create.self),
            let destroyParser = function("wbxml_parser_destroy", Destroy.self),
            let parse = function("wbxml_parser_parse", Parse.self),
            let read = function("wbxml_tree_from_wbxml", Read.self),
            let destroyTree = function("wbxml_tree_destroy", Destroy.self),
            let write = function("wbxml_tree_to_wbxml", Write.self)
        else { return nil }
        self.create = create
        self.destroyParser = destroyParser
        self.parse = parse
        self.read = read
        self.destroyTree = destroyTree
        self.write = write
    }

    /// Its parser with nobody listening.
    func parse(_ binary: [UInt8]) throws {
        let parser = create()
        defer { destroyParser(parser) }
        try Self.check(parse(parser, binary, UInt32(binary.count)))
    }

    /// Its tree.
    func read(_ binary: [UInt8]) throws {
        destroyTree(try tree(binary))
    }

    /// Its encoder on a tree that is there already.
    func writing(_ binary: [UInt8]) throws -> () throws -> Void {
        let tree = try tree(binary)
        return { [self] in
            var bytes: UnsafeMutablePointer<UInt8>?
            var count: UInt32 = 0
            // Version 1.2, blanks kept, no string table, its public identifier.
            let parameters: [UInt32] = [2, 1, 0, 0]
            try Self.check(write(tree, &bytes, &count, parameters))
            free(bytes)
        }
    }

    private func tree(_ binary: [UInt8]) throws -> OpaquePointer? {
        var tree: OpaquePointer?
        try Self.check(read(binary, UInt32(binary.count), 0, 0, &tree))
        return tree
    }

    private static func check(_ code: UInt32) throws {
        guard code == 0 else { throw BenchmarkError(message: "libwbxml2 gives error \(code)") }
    }
}

import Notation
import XML

/// A characteristic of a provisioning document with all that is in it (MS-MDE2 2.2.9; OMA-WAP-ProvCont 5). Names and
/// types compare with case.
struct Characteristic: Equatable, Sendable {
    struct Parm: Equatable, Sendable {
        var name: String
        /// Nil where the parm has none: it counts by being there.
        var value: String?
        var datatype: ProvisionedValue.Datatype?
        /// Where it stands, for people.
        var place: String
    }

    var type: String
    /// The types from the outermost characteristic to this one.
    var path: [String]
    var parms: [Parm]
    var children: [Characteristic]
    var place: String

    /// The last parm of a name wins.
    ///
    /// Inferred: the documents do not say what a repeated parm means; a node that is written twice has the later value.
    func parm(_ name: String) -> Parm? { parms.last { $0.name == name } }

    func value(_ name: String) -> String? { parm(name)?.value }

    func all(_ type: String) -> [Characteristic] { children.filter { $0.type == type } }

    /// Every value in here, with the way from here, in the document's order.
    func values(below path: [String] = []) -> [ProvisionedValue] {
        parms.map { parm in
            ProvisionedValue(
                path: path, name: parm.name, value: parm.value, datatype: parm.datatype ?? .string, place: parm.place)
        }
            + children.flatMap { $0.values(below: path + [$0.type]) }
    }

    func failure(_ code: EnrollmentFailure.Code, _ message: String) -> EnrollmentFailure {
        EnrollmentFailure(code, .provisioning, message, place: place)
    }
}

extension Characteristic.Parm {
    func failure(_ code: EnrollmentFailure.Code, _ message: String) -> EnrollmentFailure {
        EnrollmentFailure(code, .provisioning, message, place: place)
    }

    /// A whole number in the range, or the default where the parm has no value.
    func number(
        in range: ClosedRange<Int>, _ code: EnrollmentFailure.Code
    ) throws(EnrollmentFailure) -> Int {
        guard let number = value.flatMap({ Int($0.trimmed) }), range.contains(number) else {
            throw failure(
                code,
                "\(name) is \"\(value ?? "")\": give a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }
}

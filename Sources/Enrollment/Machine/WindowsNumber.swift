import Notation

/// The numbers by which Windows tells people and programs why something failed (HRESULT; MS-ERREF 2.1).
package enum WindowsNumber {
    /// An HTTP status that is none of success, during enrolment: 400 is 0x80190190 (facility 0x19, as BITS has it;
    /// observed.md, *From the field*).
    package static func httpStatus(_ status: Int) -> UInt32 { 0x8019_0000 | low(status) }

    /// A status of OMA-DM in the report of a management server: 500 is 0x87D101F4, which servers also show as the signed
    /// number -2016345612 (observed.md, *From the field*).
    package static func report(_ status: Int) -> UInt32 { 0x87D1_0000 | low(status) }

    /// A number of WinHTTP as the HRESULT of facility Win32: 12007 is 0x80072EE7.
    package static func winHTTP(_ error: Int) -> UInt32 { 0x8007_0000 | low(error) }

    /// As people search for it: `0x80190190`.
    package static func text(_ number: UInt32) -> String {
        "0x" + number.hexadecimal()
    }

    /// The same number with a sign, as scripts and reports show it.
    package static func signed(_ number: UInt32) -> Int32 { Int32(bitPattern: number) }

    private static func low(_ value: Int) -> UInt32 { UInt32(truncatingIfNeeded: value) & 0xFFFF }
}

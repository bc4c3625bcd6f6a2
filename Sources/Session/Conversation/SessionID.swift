import ManagementTree
import Notation
import SimulatedPhone

/// The text of SessionID (Microsoft, *OMA DM protocol support*; OMA-TS-DM_Notification-V1_2_1 section 6).
enum SessionID {
    /// A phone writes its two bytes in hexadecimal, and so does a desktop from SyncApplicationVersion 2.0 on; before
    /// that a desktop writes a decimal number.
    ///
    /// Inferred: without leading zeros, as notifications have it and as the captured sessions `1` and `2` show.
    static func text(
        _ number: UInt16, platform: Platform, hasVersion2: Bool, form: PhoneProfile.SessionIDForm?
    ) -> String {
        let isDecimal = form == .decimal || platform == .desktop && !hasVersion2
        return isDecimal ? String(number) : text(ofNotification: number)
    }

    /// The id of a notification is the session's on every platform: hexadecimal without leading zeros.
    static func text(ofNotification number: UInt16) -> String {
        number.hexadecimal()
    }
}

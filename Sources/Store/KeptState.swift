import SimulatedPhone

/// The part of a phone's state that is kept as JSON.
struct KeptState: Codable {
    private var deviceID: String
    private var join: AzureADJoin?
    private var loginStatus: Phone.LoginStatus
    private var hello: HelloContainer

    init(_ phone: Phone) {
        deviceID = phone.deviceID
        join = phone.join
        loginStatus = phone.loginStatus
        hello = phone.hello
    }

    /// The whole state; lock screen and random numbers are those of a new phone until the columns give them.
    var state: PhoneState {
        PhoneState(
            deviceID: deviceID, join: join, loginStatus: loginStatus, lockScreen: LockScreen(), hello: hello,
            random: SeededGenerator(seed: 0))
    }
}

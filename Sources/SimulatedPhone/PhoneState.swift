package import ManagementTree
import Notation

/// What of a phone is kept from one run of the program to the next, beside its profile, its tree, its certificates
/// and its enrolment.
package struct PhoneState: Equatable, Sendable {
    package var deviceID: String
    package var join: AzureADJoin?
    package var loginStatus: Phone.LoginStatus
    package var lockScreen: LockScreen
    package var hello: HelloContainer
    package var random: SeededGenerator
    package var memory: KeyedState

    package init(
        deviceID: String, join: AzureADJoin?, loginStatus: Phone.LoginStatus, lockScreen: LockScreen,
        hello: HelloContainer, random: SeededGenerator, memory: KeyedState = KeyedState()
    ) {
        self.deviceID = deviceID
        self.join = join
        self.loginStatus = loginStatus
        self.lockScreen = lockScreen
        self.hello = hello
        self.random = random
        self.memory = memory
    }
}

extension Phone {
    /// What is to be kept. The PIN that NewPINValue still holds is not: it is for Gets of the same message only.
    package var state: PhoneState {
        PhoneState(
            deviceID: deviceID, join: join, loginStatus: loginStatus, lockScreen: lockScreen, hello: hello,
            random: random, memory: memory)
    }

    /// The phone as it was kept.
    package init(
        _ state: PhoneState, enrolled: Enrolled? = nil, certificates: CertificateStore = CertificateStore(),
        tree: Tree, blueprint: Blueprint
    ) {
        self.init(blank: blueprint, seed: 0, now: .epoch)
        deviceID = state.deviceID
        join = state.join
        loginStatus = state.loginStatus
        lockScreen = state.lockScreen
        hello = state.hello
        random = state.random
        memory = state.memory
        applyLicense()
        self.enrolled = enrolled
        self.certificates = certificates
        self.tree = tree
        applyADMX()
    }
}

/// What the phone says of itself when it enrols (MS-MDE2 3.1.4.1.3.1 and 3.4.4.1.1.1).
package struct EnrollmentDevice: Equatable, Sendable {
    /// The id that DevInfo/DevId has later.
    package var deviceID: String
    /// The device's id in Azure AD, which a joined phone's certificate carries (csp.md 8.1). Where it is nil, the
    /// certificate carries `deviceID`.
    package var directoryDeviceID: String?
    package var deviceName: String
    /// The product's number: 104 for Windows 10 Mobile.
    package var osEdition: Int
    /// Four numbers, such as `10.0.15063.297`.
    package var osVersion: String
    package var applicationVersion: String
    /// Hardware addresses as `AA-BB-CC-DD-EE-FF`.
    package var macs: [String]
    package var imeis: [String]
    package var locale: String
    /// HWDevID: 64 hexadecimal digits.
    package var hardwareDeviceID: String
    package var deviceType: String
    /// Inferred: no source has the string of a 1703 phone; this is that of its predecessor.
    package var userAgent: String

    package init(
        deviceID: String, directoryDeviceID: String? = nil, deviceName: String, osEdition: Int, osVersion: String,
        applicationVersion: String, macs: [String] = [], imeis: [String] = [], locale: String, hardwareDeviceID: String,
        deviceType: String = "WindowsPhone", userAgent: String = "Windows Phone 8 Enrollment Client"
    ) {
        self.deviceID = deviceID
        self.directoryDeviceID = directoryDeviceID
        self.deviceName = deviceName
        self.osEdition = osEdition
        self.osVersion = osVersion
        self.applicationVersion = applicationVersion
        self.macs = macs
        self.imeis = imeis
        self.locale = locale
        self.hardwareDeviceID = hardwareDeviceID
        self.deviceType = deviceType
        self.userAgent = userAgent
    }
}

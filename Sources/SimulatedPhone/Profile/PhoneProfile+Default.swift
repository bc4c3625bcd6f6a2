import ManagementTree

extension PhoneProfile {
    /// The profile that counts where none is named: a Lumia 950 on version 1703, joined to Azure AD. The same values as
    /// `Samples/profiles/lumia-950-1703.yaml`, which says where each comes from; a test compares the two.
    package static let lumia950 = PhoneProfile(
        name: "lumia-950-1703",
        description: "A Lumia 950 on version 1703, joined to Azure AD",
        platform: .phone,
        edition: 0x68,
        editionName: "Mobile",
        build: "10.0.15063.297",
        manufacturer: "MicrosoftMDG",
        model: "Lumia 950",
        deviceType: "RM-1104",
        oem: "MicrosoftMDG",
        hardwareVersion: "1.0.0.0",
        firmwareVersion: "01078.00053.16236.35035",
        radioVersion: "BO25c43.00023.0001",
        language: "en-US",
        resolution: "1440x2560",
        processorArchitecture: 5,
        processorType: 0,
        osPlatform: "Windows 10 Mobile",
        totalStorage: 29820,
        totalRAM: 3072,
        deviceName: "Windows phone *",
        largeObjects: true,
        voLTE: false,
        deviceHardwareData: "VW5kZXJzdHVkeTogbm90IGEgcmVhbCBoYXJkd2FyZSBoYXNo",
        sim: [
            SIM(
                imei: "35209900", imsi: "001010123456710", iccid: "8900101000000000100",
                phoneNumber: "+12025550110", operator: "Test Network", roaming: false, roamingCompliant: true)
        ],
        adapters: [
            Adapter(
                mac: "00005E", type: 2, ipv4: "192.0.2.10", ipv6: "2001:db8::a", subnetMask: "255.255.255.0",
                dnsSuffix: "contoso.example", connected: true)
        ],
        secureBoot: 1,
        encrypted: false,
        tpm: "2.0",
        sensors: [.iris],
        antivirus: Protection(status: 4, signatureStatus: 2),
        antispyware: Protection(status: 4, signatureStatus: 2),
        firewall: Protection(status: 4),
        uac: Protection(status: 0),
        battery: Battery(status: 1, charge: 80, runtime: 36000),
        joined: AzureADJoin(tenant: "7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913", user: "adele@contoso.example"),
        hasPIN: true,
        enrolled: Account(
            provider: "MS DM Server", server: "https://mdm.example.test/ManagementServer/MDM.svc",
            enrollmentType: "Device"),
        lockAndResetPINWithoutRecovery: .fail,
        inactivityTimeoutLimit: 5,
        sessionIDs: .windows,
        treeStorage: 32,
        location: Location(
            latitude: 51.4779, longitude: -0.0015, altitude: 68, accuracy: 12, altitudeAccuracy: 20),
        hasStorageCard: false)
}

import Administration
import Testing

@Suite("What a device tells of itself")
struct DeviceDescriptionTests {
    @Test("What it tells takes the place of what was known; what says nothing, and what is endless, does not")
    func told() throws {
        let known = try SampleTenant().device()
        let whole = DeviceDescription(
            deviceName: "Adele's", osVersion: "10.0.15254.1", manufacturer: "MicrosoftMDG", model: "Lumia 950",
            serialNumber: "S1")
        let device = known.described(by: whole)
        #expect(device.deviceName == "Adele's" && device.osVersion == "10.0.15254.1" && device.serialNumber == "S1")
        #expect(device.manufacturer == "MicrosoftMDG" && device.model == "Lumia 950" && device.id == known.id)
        #expect(device.described(by: DeviceDescription()) == device)
        let long = String(repeating: "x", count: AdministrationBounds.text + 1)
        for text in ["", " \n", long] {
            let nothing = DeviceDescription(
                deviceName: text, osVersion: text, manufacturer: text, model: text, serialNumber: text)
            #expect(device.described(by: nothing) == device)
        }
    }
}

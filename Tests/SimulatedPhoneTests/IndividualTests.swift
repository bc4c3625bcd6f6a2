import SimulatedPhone
import Testing

@Suite("What is one phone's own follows from its seed")
struct IndividualTests {
    @Test("Two phones of one model share neither IMEI nor hardware address nor name; the same seed gives the same")
    func seeds() throws {
        let phones = try (1...200).map { try Phone.sample(seed: $0) }
        #expect(Set(phones.map { $0.sims[0].imei }).count == 200)
        #expect(Set(phones.map { $0.adapters[0].mac }).count == 200)
        #expect(Set(phones.map(\.deviceName)).count > 190)
        let again = try Phone.sample(seed: 7)
        #expect(again.sims == phones[6].sims && again.adapters == phones[6].adapters)
        #expect(again.deviceName == phones[6].deviceName)
    }

    @Test("An IMEI is that of the model, with the right check digit", arguments: 1...50)
    func imei(seed: UInt64) throws {
        let imei = try Phone.sample(seed: seed).sims[0].imei
        #expect(imei.count == 15 && imei.hasPrefix("35209900"))
        // Luhn: every second digit from the right counts double, the sum of all digits is a multiple of ten.
        let digits = imei.compactMap(\.wholeNumberValue).reversed().enumerated()
        let sum = digits.reduce(0) { sum, digit in
            let value = digit.offset.isMultiple(of: 2) ? digit.element : digit.element * 2
            return sum + value / 10 + value % 10
        }
        #expect(sum % 10 == 0)
    }

    @Test("What a profile gives whole counts as it is")
    func whole() throws {
        var profile = PhoneProfile.lumia950
        profile.deviceName = "Front desk"
        profile.sim[0].imei = "490154203237518"
        profile.adapters[0].mac = "00005E00530A"
        let phone = try Phone.sample(profile)
        #expect(phone.deviceName == "Front desk" && phone.sims[0].imei == "490154203237518")
        #expect(phone.adapters[0].mac == "00005E00530A")
    }
}

import Notation

/// What is one device's own and no other's: a profile says it of one model, and the rest follows from the phone's seed, as its
/// id does. Servers tell devices apart by these too.
extension Phone {
    /// The SIM slots with a card. An IMEI that the profile gives whole counts as it is; of one that it gives in part, such
    /// as the first eight digits that all devices of a model share (3GPP TS 23.003 6.2.1), the rest is the phone's own.
    package var sims: [PhoneProfile.SIM] {
        profile.sim.enumerated().map { slot, sim in
            var sim = sim
            if sim.imei.utf8.count < 14 { sim.imei = imei(beginning: sim.imei, slot: slot) }
            return sim
        }
    }

    /// The network adapters, likewise: a hardware address has twelve hexadecimal digits.
    package var adapters: [PhoneProfile.Adapter] {
        profile.adapters.enumerated().map { number, adapter in
            var adapter = adapter
            adapter.mac += String(ownDigits("mac\(number)").prefix(max(0, 12 - adapter.mac.count)))
            return adapter
        }
    }

    /// The name that a person could give the device. A `*` in the profile's stands for four characters of the phone's own.
    package var deviceName: String {
        guard let star = profile.deviceName.firstIndex(of: "*") else { return profile.deviceName }
        var name = profile.deviceName
        name.replaceSubrange(star...star, with: ownDigits("name").prefix(4))
        return name
    }

    /// Fourteen digits, and the check digit of Luhn (3GPP TS 23.003 annex B).
    private func imei(beginning: String, slot: Int) -> String {
        let own = ownDigits("imei\(slot)").compactMap { $0.hexDigitValue.map { String($0 % 10) } }.joined()
        let digits = String((beginning + own).prefix(14))
        let sum = digits.reversed().enumerated().reduce(0) { sum, digit in
            let value = digit.element.hexDigitValue ?? 0
            let weighted = digit.offset.isMultiple(of: 2) ? value * 2 : value
            return sum + weighted / 10 + weighted % 10
        }
        return digits + String((10 - sum % 10) % 10)
    }

    /// Sixteen hexadecimal digits, upper case, that follow from the phone's id and what they are for.
    private func ownDigits(_ purpose: String) -> String {
        var generator = SeededGenerator(seed: Self.hash(deviceID + purpose))
        return generator.next().hexadecimal(width: 16)
    }

    /// FNV-1a (Fowler, Noll and Vo): a number that stays the same from one run to the next.
    static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}

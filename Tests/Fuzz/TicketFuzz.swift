internal import Crypto
internal import Foundation
internal import Notation
internal import PINReset

/// A PIN reset service that gives tickets, and the phone that asks it. The key is known here, so that tickets of a service
/// that lies can be signed too.
private enum Parties {
    static let seed = [UInt8](repeating: 7, count: 32)
    static let now = Instant(seconds: 1_500_000_000)
    static let request = PINResetTicketRequest(
        tenant: "7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913", device: "urn:uuid:d1", protector: "p1", opening: 2)
    static let key = TicketSigningKey(seed: seed)
    static let signer = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed)

    static func sign(_ header: [UInt8], _ claims: [UInt8]) -> SignedTicket {
        let signed = "\(Base64URL.encode(header)).\(Base64URL.encode(claims))"
        guard let signature = try? signer?.signature(for: Data(signed.utf8)) else {
            fatalError("the key does not sign")
        }
        return SignedTicket("\(signed).\(Base64URL.encode(Array(signature)))")
    }
}

/// What libFuzzer calls: any bytes, whether a request, an answer, keys or a ticket, give what they say or a sentence; and
/// nothing opens a protector but a ticket that its service has signed for it, for now.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let key = Parties.key else { fatalError("there is no key") }
    readAnswers(bytes, key)
    readRequest(bytes, key)
    verify(SignedTicket(String(decoding: bytes, as: UTF8.self)), key)
    readSignedClaims(bytes, key)
    return 0
}

/// The phone's side: an answer with a ticket or a refusal, and the keys.
private func readAnswers(_ bytes: [UInt8], _ key: TicketSigningKey) {
    for status in [200, 403, 503] {
        check { () throws(PINResetRefusal) in
            verify(try PINResetDocuments.ticket(in: bytes, status: status, for: Parties.request), key)
        }
        check { () throws(PINResetRefusal) in
            let keys = try PINResetDocuments.keys(in: bytes, status: status)
            guard try PINResetDocuments.keys(in: PINResetDocuments.write(keys), status: 200) == keys else {
                fatalError("keys are not read as they were written")
            }
        }
    }
}

/// The service's side: what is a request gets a ticket that opens what was asked for, and is read again as it was written.
private func readRequest(_ bytes: [UInt8], _ key: TicketSigningKey) {
    guard let request = PINResetDocuments.request(in: bytes) else { return }
    guard PINResetDocuments.request(in: PINResetDocuments.write(request)) == request else {
        fatalError("a request is not read as it was written: \(request)")
    }
    let service = SigningPINResetService(key: key)
    check { () throws(PINResetRefusal) in
        let ticket = try service.ticket(
            for: request, tenants: [PINResetTenant(id: request.tenant)], id: "t", now: Parties.now)
        let sent = try PINResetDocuments.ticket(in: PINResetDocuments.write(ticket), status: 200, for: request)
        guard sent == ticket else { fatalError("a ticket is not read as it was written") }
        do throws(TicketFault) {
            let opened = try sent.verified(for: request, keys: service.keys, now: Parties.now)
            guard opened.purpose == request else { fatalError("a ticket says that it is for another purpose") }
        } catch {
            // One that would be longer than tickets are.
            guard error == .form, ticket.text.utf8.count > 8192 else { fatalError("the ticket \(error)") }
        }
        changeOne(ticket, bytes, for: request, service)
    }
}

/// A ticket in which one octet is another opens nothing.
private func changeOne(
    _ ticket: SignedTicket, _ bytes: [UInt8], for request: PINResetTicketRequest, _ service: SigningPINResetService
) {
    var text = Array(ticket.text.utf8)
    let place = bytes.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFF_FFFF } % text.count
    let other = bytes.last.map { $0 & 0x7F } ?? 0
    guard text[place] != other else { return }
    text[place] = other
    let changed = SignedTicket(String(decoding: text, as: UTF8.self))
    if (try? changed.verified(for: request, keys: service.keys, now: Parties.now)) != nil {
        fatalError("a changed ticket opens: \(changed.text)")
    }
}

/// What the service signs, whatever it is, opens only what was asked for.
private func readSignedClaims(_ bytes: [UInt8], _ key: TicketSigningKey) {
    let header = Array(#"{"alg":"EdDSA","kid":"\#(key.verifying.id)"}"#.utf8)
    verify(Parties.sign(header, bytes), key)
    verify(Parties.sign(bytes, bytes), key)
}

private func verify(_ ticket: SignedTicket, _ key: TicketSigningKey) {
    do throws(TicketFault) {
        let opened = try ticket.verified(for: Parties.request, keys: [key.verifying], now: Parties.now)
        guard opened.purpose == Parties.request else { fatalError("a ticket for something else opens") }
    } catch {
        guard !error.description.isEmpty else { fatalError("a fault without words") }
    }
}

private func check(_ read: () throws(PINResetRefusal) -> Void) {
    do throws(PINResetRefusal) {
        try read()
    } catch {
        guard !error.description.isEmpty else { fatalError("a refusal without words") }
        guard PINResetDocuments.write(error).body.first == UInt8(ascii: "{") else { fatalError("no document") }
    }
}

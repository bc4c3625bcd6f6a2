internal import Certificates
internal import Foundation
internal import SCEP

/// What libFuzzer calls: any octets must be what each side of SCEP waits for, or an error that says something. A phone
/// never takes a certificate for another key, however the answer that brings it was made.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let octets = Array(UnsafeBufferPointer(start: start, count: count))
    let parties: Conversation
    switch madeParties {
    case .success(let made): parties = made
    case .failure(let error): fatalError("the conversation cannot be begun: \(error)")
    }
    if let folder = ProcessInfo.processInfo.environment["FUZZ_SEEDS"] {
        parties.leaveSeeds(in: folder)
        return 0
    }
    check { _ = try CertificateBag.read(octets) }
    check { _ = try parties.authority.open(octets) }
    for client in [parties.choosing, parties.waiting] {
        var client = client
        guard case .issued(let certificate, let key) = client.receive(SCEPAnswer(status: 200, body: octets), means)
        else { continue }
        check {
            guard try ParsedCertificate(der: certificate).matches(try SigningKey(der: key)) else {
                fatalError("a certificate for another key")
            }
        }
    }
    return 0
}

private func check(_ read: () throws -> Void) {
    do {
        try read()
    } catch {
        guard !"\(error)".isEmpty else { fatalError("an error without words") }
    }
}

private let means = SCEPClient.Means(seconds: Parties.now, octets: Parties.octets(SCEPClient.Means.octetCount))

private let madeParties = Result { try Conversation() }

/// An authority and a client in the middle of a conversation, always the same one, so that seeds stay good.
private struct Conversation {
    let certificate: ParsedCertificate
    let authority: SCEPAuthority
    /// Waits for the authority's certificates.
    let choosing: SCEPClient
    /// Waits for the certificate.
    let waiting: SCEPClient
    private let request: [UInt8]

    init() throws {
        let octets = try Data(contentsOf: URL(filePath: "Tests/Fuzz/Seeds/certificates/key-2048.der"))
        let key = try SigningKey(der: [UInt8](octets))
        certificate = try Parties.certificate("Contoso Root", key, by: ("Contoso Root", key), isAuthority: true)
        authority = SCEPAuthority(certificate: certificate, key: key)
        let order = SCEPOrder(
            serverURL: "http://server.example/scep", authorityThumbprint: certificate.thumbprint, subject: "CN=phone")
        var client = SCEPClient(order)
        _ = client.receive(SCEPAnswer(status: 200, body: Array(SCEPAuthority.capabilities.utf8)), means)
        choosing = client
        _ = client.receive(SCEPAnswer(status: 200, body: certificate.der), means)
        guard case .send(let call) = client.provide(key: key.der, means), let body = call.body else {
            throw CocoaError(.featureUnsupported)
        }
        waiting = client
        request = body
    }

    /// Leaves a message of each kind.
    func leaveSeeds(in folder: String) {
        check {
            let petition = try authority.open(request)
            let decisions: [SCEPAuthority.Decision] = [
                .issued(certificate.der), .pending, .refused(.badRequest, "not today"),
            ]
            let answers = try decisions.map { try authority.answer(petition, $0) { Parties.octets($0) } }
            for (number, seed) in ([certificate.der, try CertificateBag.write([certificate]), request] + answers)
                .enumerated()
            {
                _ = FileManager.default.createFile(atPath: "\(folder)/\(number)", contents: Data(seed))
            }
        }
    }
}

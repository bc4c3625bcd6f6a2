import Certificates
import Foundation
import ManagementTree
import Notation
import SCEP

/// What became of the last enrolment by SCEP that a server ordered under a name: what the nodes Status and ErrorCode show
/// (Microsoft, *CertificateStore CSP*, My/SCEP/UniqueID).
struct SCEPResult: Codable, Equatable {
    enum Status: Int, Codable {
        case succeeded = 1
        case pending = 2
        case failed = 16
        case unknown = 32
    }

    /// Inferred: pending from the Exec on; the page has the word for what waits for the server only.
    var status = Status.pending
    /// The HRESULT of one that failed.
    var errorCode: UInt32 = 0
    /// Of the certificate that came of it.
    var thumbprint: String?
    /// Why it failed, for people.
    var reason: String?
}

/// The results by the name under which they were ordered, in lower case.
struct SCEPResults: KeyedValue {
    static let key = "CertificateStore"

    var byName: [String: SCEPResult] = [:]
}

/// The enrolments that go on. Apart from the results, because nobody is to be shown a key or a password.
struct SCEPUnderway: KeyedValue {
    static let key = "SCEP"

    struct Enrollment: Codable, Equatable {
        /// The number of its job.
        var job: Int
        /// In lower case.
        var name: String
        var client: SCEPClient
        var retries: SCEPRetries
    }

    var enrollments: [Enrollment] = []
}

/// How often a server is asked again that wants time, and after how many minutes.
struct SCEPRetries: Codable, Equatable {
    var left: Int
    var minutes: Int64
}

extension Phone {
    /// Begins an enrolment in the place of one of the same name that goes on.
    mutating func planEnrollment(
        _ order: SCEPOrder, named name: String, _ retries: SCEPRetries, job: some JobOrder, now: Instant
    ) {
        forgetEnrollment(named: name)
        guard let number = plan(job, due: now) else { return }
        self[SCEPUnderway.self].enrollments.append(
            SCEPUnderway.Enrollment(job: number, name: name, client: SCEPClient(order), retries: retries))
        self[SCEPResults.self].byName[name] = SCEPResult()
    }

    /// Forgets what goes on under a name and what came of it.
    mutating func forgetEnrollment(named name: String) {
        let old = self[SCEPUnderway.self].enrollments.filter { $0.name == name }.map(\.job)
        cancelJobs { old.contains($0.id) }
        self[SCEPUnderway.self].enrollments.removeAll { $0.name == name }
        self[SCEPResults.self].byName[name] = nil
    }

    // MARK: - The job

    /// The first errand of an enrolment; none where its node has gone meanwhile.
    func beginEnrollment(_ job: Job) -> JobCourse {
        guard let enrollment = self[SCEPUnderway.self].enrollments.first(where: { $0.job == job.id }),
            case .send(let call) = enrollment.client.start()
        else { return JobCourse() }
        return JobCourse(errand: .request(ErrandRequest(call)))
    }

    /// Goes on with an enrolment by what came of its errand; nil where it has ended.
    mutating func proceedEnrollment(
        _ job: Job, by outcome: ErrandOutcome, _ environment: PhoneEnvironment
    ) -> JobCourse? {
        guard let place = self[SCEPUnderway.self].enrollments.firstIndex(where: { $0.job == job.id }) else {
            return nil
        }
        var enrollment = self[SCEPUnderway.self].enrollments[place]
        let course = next(&enrollment, job, outcome, environment)
        if course == nil {
            self[SCEPUnderway.self].enrollments.remove(at: place)
        } else {
            self[SCEPUnderway.self].enrollments[place] = enrollment
        }
        return course
    }

    private mutating func next(
        _ enrollment: inout SCEPUnderway.Enrollment, _ job: Job, _ outcome: ErrandOutcome,
        _ environment: PhoneEnvironment
    ) -> JobCourse? {
        let means = SCEPClient.Means(
            seconds: environment.now.seconds, octets: randomBytes(SCEPClient.Means.octetCount))
        switch outcome {
        case .answer(let answer):
            let step = enrollment.client.receive(SCEPAnswer(status: answer.status, body: answer.body), means)
            return follow(step, &enrollment)
        case .key(let key): return follow(enrollment.client.provide(key: key, means), &enrollment)
        case .done: return nil
        case .failed(let failure):
            // Inferred: a server that cannot be reached is tried as often as one that wants time; the page speaks of that only.
            if failure.mayPass, let wait = enrollment.retries.next() {
                return JobCourse(seconds: wait, errand: job.errand)
            }
            fail(enrollment.name, failure.hresult ?? SCEPFailure.unspecified, failure.message)
            return nil
        }
    }

    private mutating func follow(_ step: SCEPStep, _ enrollment: inout SCEPUnderway.Enrollment) -> JobCourse? {
        switch step {
        case .send(let call): return JobCourse(errand: .request(ErrandRequest(call)))
        case .needsKey(let bits): return JobCourse(errand: .key(bits: bits))
        case .pending(let call):
            guard let wait = enrollment.retries.next() else {
                fail(
                    enrollment.name, SCEPFailure.timedOut,
                    "the server still wants time, and was asked as often as RetryCount says")
                return nil
            }
            return JobCourse(seconds: wait, errand: .request(ErrandRequest(call)))
        case .issued(let certificate, let key): install(certificate, key, for: enrollment.name)
        case .failed(let failure): fail(enrollment.name, failure.hresult, failure.message)
        }
        return nil
    }

    /// Inferred: it goes to the user's store, as the phone has no other for certificates of its own.
    private mutating func install(_ der: [UInt8], _ key: [UInt8], for name: String) {
        guard let certificate = try? ParsedCertificate(der: der) else { return }
        certificates.install(
            CertificateStore.Entry(
                certificate, in: .user, privateKey: key, origin: enrolled == nil ? .other : .server))
        self[SCEPResults.self].byName[name] = SCEPResult(status: .succeeded, thumbprint: certificate.thumbprint)
        notice("'\(name)': a certificate has come by SCEP, for \(certificate.subject)")
    }

    private mutating func fail(_ name: String, _ hresult: UInt32, _ reason: String) {
        self[SCEPResults.self].byName[name] = SCEPResult(status: .failed, errorCode: hresult, reason: reason)
        notice("'\(name)': no certificate has come by SCEP: \(reason)")
    }

    private mutating func notice(_ text: String) {
        effects.append(.noticed(csp: SCEPResults.key, text))
    }
}

extension SCEPRetries {
    /// Uses one up.
    /// - Returns: the seconds to wait; nil where none is left.
    fileprivate mutating func next() -> Int64? {
        guard left > 0 else { return nil }
        left -= 1
        return minutes * 60
    }
}

extension ErrandRequest {
    fileprivate init(_ call: SCEPCall) {
        self.init(
            url: call.url,
            content: call.body.map { Content(mediaType: SCEPCall.mediaType, body: Data($0)) })
    }
}

import Certificates
import Foundation
import ManagementTree
import Notation
import SCEP

extension Phone {
    /// What came of the last enrolment that was ordered under a node.
    func enrollmentResult(of requester: SCEPRequester) -> SCEPResult? { self[SCEPResults.self].byNode[requester.key] }

    /// What a person is told of the enrolments of a CSP that failed, by the names of their nodes.
    func failedEnrollments(of csp: String) -> [String] {
        let results = self[SCEPResults.self].byNode
        guard !results.isEmpty else { return [] }
        return CertificateStore.Location.allCases.flatMap { location in
            let start = "\(csp)/\(location.rawValue)/"
            return results.filter { $0.value.status == .failed && $0.key.hasPrefix(start) }.map { key, result in
                "has no certificate by SCEP for '\(key.dropFirst(start.count))': \(result.reason ?? "nobody knows why")"
            }.sorted()
        }
    }

    /// Begins an enrolment in the place of one of the same node that goes on.
    mutating func planEnrollment(
        _ settings: SCEPSettings, for requester: SCEPRequester, job: some JobOrder, now: Instant
    ) {
        forgetEnrollment(of: requester)
        guard let number = plan(job, due: now) else { return }
        self[SCEPUnderway.self].enrollments.append(
            SCEPUnderway.Enrollment(
                job: number, requester: requester, client: SCEPClient(settings.order), retries: settings.retries,
                otherServers: settings.otherServers))
        self[SCEPResults.self].byNode[requester.key] = SCEPResult()
    }

    /// Takes an enrolment back with its node: what goes on, what came of it, and the certificate.
    mutating func removeEnrollment(of requester: SCEPRequester) {
        if let thumbprint = enrollmentResult(of: requester)?.thumbprint {
            certificates.remove(thumbprint, from: requester.location)
        }
        forgetEnrollment(of: requester)
    }

    /// Forgets what goes on under a node and what came of it.
    private mutating func forgetEnrollment(of requester: SCEPRequester) {
        let old = self[SCEPUnderway.self].enrollments.filter { $0.requester.key == requester.key }.map(\.job)
        cancelJobs { old.contains($0.id) }
        self[SCEPUnderway.self].enrollments.removeAll { $0.requester.key == requester.key }
        self[SCEPResults.self].byNode[requester.key] = nil
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
            self[SCEPResults.self].byNode[enrollment.requester.key]?.server = enrollment.client.order.serverURL
            let step = enrollment.client.receive(SCEPAnswer(status: answer.status, body: answer.body), means)
            return follow(step, &enrollment)
        case .key(let key): return follow(enrollment.client.provide(key: key, means), &enrollment)
        case .done: return nil
        case .failed(let failure):
            if let course = turnToNextServer(&enrollment) { return course }
            // Inferred: a server that cannot be reached is tried as often as one that wants time; the page speaks of that only.
            if failure.mayPass, let wait = enrollment.retries.next() {
                noteWait(wait, enrollment.requester, failure.message)
                return JobCourse(seconds: wait, errand: job.errand)
            }
            fail(enrollment.requester, failure.hresult ?? SCEPFailure.unspecified, failure.message)
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
                    enrollment.requester, SCEPFailure.timedOut,
                    "the server still wants time, and was asked as often as RetryCount says")
                return nil
            }
            noteWait(wait, enrollment.requester, "the server wants time")
            return JobCourse(seconds: wait, errand: .request(ErrandRequest(call)))
        case .issued(let certificate, let key): install(certificate, key, for: enrollment.requester)
        case .failed(let failure):
            if case .badStatus = failure.reason, let course = turnToNextServer(&enrollment) { return course }
            fail(enrollment.requester, failure.hresult, failure.message)
        }
        return nil
    }

    /// Inferred: of several servers the next one is asked where one cannot be, or has an error of HTTP; each decides for
    /// all of them.
    private func turnToNextServer(_ enrollment: inout SCEPUnderway.Enrollment) -> JobCourse? {
        guard !enrollment.otherServers.isEmpty else { return nil }
        var order = enrollment.client.order
        order.serverURL = enrollment.otherServers.removeFirst()
        enrollment.client = SCEPClient(order)
        guard case .send(let call) = enrollment.client.start() else { return nil }
        return JobCourse(errand: .request(ErrandRequest(call)))
    }

    private mutating func install(_ der: [UInt8], _ key: [UInt8], for requester: SCEPRequester) {
        guard let certificate = try? ParsedCertificate(der: der) else { return }
        certificates.install(
            CertificateStore.Entry(
                certificate, in: requester.location, privateKey: key, origin: enrolled == nil ? .other : .server))
        var results = self[SCEPResults.self]
        results.byNode[requester.key]?.status = .succeeded
        results.byNode[requester.key]?.thumbprint = certificate.thumbprint
        self[SCEPResults.self] = results
        notice("a certificate has come by SCEP, for \(certificate.subject)", by: requester)
        if let alert = requester.alert { report(alert, startingSession: true) }
    }

    private mutating func noteWait(_ seconds: Int64, _ requester: SCEPRequester, _ reason: String) {
        let minutes = seconds == 60 ? "a minute" : "\(seconds / 60) minutes"
        notice("no certificate yet by SCEP, once more in \(minutes): \(reason)", by: requester)
    }

    private mutating func fail(_ requester: SCEPRequester, _ hresult: UInt32, _ reason: String) {
        var results = self[SCEPResults.self]
        results.byNode[requester.key]?.status = .failed
        results.byNode[requester.key]?.errorCode = hresult
        results.byNode[requester.key]?.reason = reason
        self[SCEPResults.self] = results
        notice("no certificate has come by SCEP: \(reason)", by: requester)
    }

    private mutating func notice(_ text: String, by requester: SCEPRequester) {
        effects.append(.noticed(csp: requester.csp, "'\(requester.name)': \(text)"))
    }
}

extension ErrandRequest {
    fileprivate init(_ call: SCEPCall) {
        self.init(
            url: call.url,
            content: call.body.map { Content(mediaType: SCEPCall.mediaType, body: Data($0)) })
    }
}

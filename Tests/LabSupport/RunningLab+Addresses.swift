package import Lab

/// Where phones reach a lab, beside what they are told when they enrol.
extension RunningLab {
    package var managementURL: String { baseURL + LabEnrollment.Path.management }
    package var scepURL: String { baseURL + "/scep" }
}

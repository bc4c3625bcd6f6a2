/// A node in which our description differs on purpose from the published file of version 1703, and all below it where that
/// is said.
struct DDFDeviation: Sendable {
    var node: String
    var reason: String
    var isWhole = false

    init(_ node: String, _ reason: String, isWhole: Bool = false) {
        self.node = node
        self.reason = reason
        self.isWhole = isWhole
    }

    func covers(_ uri: String) -> Bool {
        node == uri || (isWhole && uri.hasPrefix(node + "/"))
    }

    static func all(of csp: String) -> [DDFDeviation] {
        byCSP.filter { $0.csp == csp }.flatMap(\.nodes)
    }

    private static let byCSP: [(csp: String, nodes: [DDFDeviation])] = [
        (
            "ActiveSync",
            [
                DDFDeviation(
                    "\(device)/ActiveSync/Accounts/{0}/Options/ContentTypes/{0}",
                    "the file's occurrence has room for one kind of content, its text names four"),
                DDFDeviation(
                    "\(user)/ActiveSync", "the page calls the device's deprecated", isWhole: true),
            ]
        ),
        (
            "CertificateStore",
            [
                DDFDeviation(
                    "\(device)/CertificateStore/MY/System",
                    "the page names the store and the file has none (csp.md 12.3, C27)", isWhole: true),
                DDFDeviation("\(renewal)/CertThumbprint", "the page's spelling (csp.md C18)"),
                DDFDeviation("\(renewal)/Renew/RenewalPeriod", "the page's spelling (csp.md C18)"),
                DDFDeviation(
                    "\(renewal)/Renew/RetryAfterExpiryInterval",
                    "the file has no access but Get, and null for a number; the page Add, Get and Replace"),
            ]
        ),
        (
            "ClientCertificateInstall",
            [
                DDFDeviation("\(user)/ClientCertificateInstall", "the page has the user's certificates", isWhole: true)
            ]
        ),
        (
            "DiagnosticLog",
            [
                DDFDeviation(
                    "\(device)/DiagnosticLog/EtwLog/Collectors/{0}/Providers/{0}/Keywords",
                    "the file has its default in quotation marks"),
                DDFDeviation(
                    "\(device)/DiagnosticLog/EtwLog/Channels/{0}/Filter",
                    "the file has its empty default in quotation marks"),
            ]
        ),
        (
            "EMAIL2",
            [
                DDFDeviation(
                    "\(device)/EMAIL2/{0}", "the file's occurrence has room for one account, its text for six"),
                DDFDeviation(
                    "\(user)/EMAIL2", "the page: desktops have it for the user alone", isWhole: true),
            ]
        ),
        (
            "EnterpriseAPN",
            ["AllowUserControl", "HideView"].map { node in
                DDFDeviation("\(device)/EnterpriseAPN/Settings/\(node)", "what no verb adds is always there")
            }
        ),
        (
            "EnterpriseAssignedAccess",
            ["AssignedAccess/AssignedAccessXml", "LockScreenWallpaper/BGFileName"].map { node in
                DDFDeviation("\(device)/EnterpriseAssignedAccess/\(node)", "what can be added is not permanent")
            }
        ),
        (
            "EnterpriseModernAppManagement",
            [
                DDFDeviation("\(user)/\(apps)", "the page has the user's apps as well (csp.md C24)", isWhole: true),
                DDFDeviation(
                    "\(device)/\(apps)/AppManagement/{0}/{0}/AppSettingPolicy", "by the page only the user has it",
                    isWhole: true),
            ]
        ),
        ("Policy", slipsOfPolicy + filesOfPolicy),
        (
            "NodeCache",
            [user, device].flatMap { scope in
                ["NodeURI", "ExpectedValue", "AutoSetExpectedValue"].map { leaf in
                    DDFDeviation("\(scope)/NodeCache/{0}/Nodes/{0}/\(leaf)", "the page's samples replace it")
                }
            }
        ),
        (
            "RemoteRing",
            [
                DDFDeviation("\(device)/Root", "a slip of the file for the device's RemoteRing (csp.md C15)"),
                DDFDeviation("\(device)/RemoteRing", "the page executes it there (C15)", isWhole: true),
                DDFDeviation("\(user)/RemoteRing/Ring", "the file forgets Exec, its text does not (C15)"),
            ]
        ),
        (
            "RootCATrustedCertificates",
            ["Root", "CA", "TrustedPublisher", "TrustedPeople"].map { store in
                DDFDeviation(
                    "\(device)/\(roots)/\(store)/{0}", "the page's file admits Add of the node too (csp.md C19)")
            } + [
                DDFDeviation("\(user)/\(roots)", "the page has the user's stores, but no roots", isWhole: true)
            ]
        ),
        (
            "Storage", [DDFDeviation("\(device)/Storage/Disable", "by the page it is missing without a card")]
        ),
        (
            "SUPL",
            [
                DDFDeviation(
                    "\(device)/SUPL/SUPL1/Ext/Microsoft/MCCMNCPairs", "the page's spelling of MCCMNPairs")
            ]
        ),
        (
            "Update",
            [
                DDFDeviation("\(device)/Update/ApprovedUpdates/{0}", "the page adds it"),
                DDFDeviation("\(device)/Update/ApprovedUpdates/{0}/ApprovedTime", "the page adds it"),
            ]
        ),
        (
            "WiFi",
            [
                DDFDeviation(
                    "\(device)/WiFi/Profile/{0}/DisableInternetConnectivityChecks",
                    "the page has it, the file does not")
            ]
        ),
    ]

    private static let slipsOfPolicy = ["PreventSmartScreenPromptOverride", "PreventSmartScreenPromptOverrideForFiles"]
        .map { policy in
            DDFDeviation(
                "\(device)/Policy/Result/Browser/\(policy)",
                "a slip of the file: it has what Config has, and no default; version 1709 mended it")
        }

    private static let filesOfPolicy = ["{0}", "{0}/{0}", "{0}/{0}/{0}"].map { node in
        DDFDeviation(
            "\(device)/Policy/ConfigOperations/ADMXInstall/\(node)",
            "the file has room for one app with one file, and servers send several")
    }

    private static let device = "./Device/Vendor/MSFT"
    private static let user = "./User/Vendor/MSFT"
    private static let apps = "EnterpriseModernAppManagement"
    private static let roots = "RootCATrustedCertificates"
    private static let renewal = "\(device)/CertificateStore/MY/WSTEP"
}

package import Notation

extension WireRequest {
    /// Where it goes.
    package var address: WebAddress {
        get throws(WireError) {
            guard let address = WebAddress(url) else {
                throw WireError(
                    .badAddress, url: url,
                    message: "this is no address of a server; it should look like https://mdm.example.com/path")
            }
            return address
        }
    }
}

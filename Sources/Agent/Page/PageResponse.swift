import HTTPTypes
import Hummingbird
import NIOCore
import Serving

/// Files of the phone's page as HTTP.
enum PageResponse {
    static func make(_ file: PageFiles.File) throws -> Response {
        var headers = PageHeaders.fields(formAction: "'none'", referrer: "no-referrer")
        headers[.contentType] = file.mediaType
        headers[.cacheControl] = "no-store"
        return Response(
            status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.octets)))
    }
}

import Captures

/// A plot over time as SVG that stands within a page: lines, their names, and what each point says to who points at it.
struct FleetPlot {
    struct Series {
        var name: String
        /// The class that gives it its colour.
        var style: String
        var values: [Double]
    }

    let title: String
    /// Seconds from the first point, for each point.
    let times: [Int]
    let series: [Series]
    /// A value for people.
    let shown: (Double) -> String

    private static let width = 720.0
    private static let height = 200.0
    private static let left = 64.0
    private static let right = 12.0
    private static let top = 10.0
    private static let bottom = 26.0

    var markup: String {
        let most = series.flatMap(\.values).max() ?? 0
        // Where nothing ever happened, a flat line says no more than its absence.
        guard times.count > 1, most > 0 else { return "" }
        let ceiling = Self.ceiling(of: most)
        let names =
            series.count < 2
            ? ""
            : "<p class=\"legend\">"
                + series.map { "<span class=\"key \($0.style)\">\(ReportMarkup.line($0.name))</span>" }.joined(
                    separator: " ")
                + "</p>"
        let label = "\(title): at most \(shown(most)), over \(FleetText.time(.seconds(times.last ?? 0)))"
        return """
            <figure class="card"><figcaption><h3>\(ReportMarkup.line(title))</h3>\(names)</figcaption>
            <svg viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" aria-label="\(ReportMarkup.attribute(label))">
            \(grid(ceiling))\(series.map { line($0, ceiling) }.joined())\(points(ceiling))
            </svg></figure>

            """
    }

    /// The least of 1, 2 and 5 times a power of ten that is not below a value.
    static func ceiling(of value: Double) -> Double {
        guard value > 0, value.isFinite else { return 1 }
        var power = 1.0
        while power > value { power /= 10 }
        while power * 10 <= value { power *= 10 }
        return [1.0, 2, 5, 10].map { $0 * power }.first { $0 >= value } ?? value
    }

    private func x(_ index: Int) -> Double {
        let last = Double(max(1, times.last ?? 1))
        return Self.left + (Self.width - Self.left - Self.right) * Double(times[index]) / last
    }

    private func y(_ value: Double, _ ceiling: Double) -> Double {
        Self.height - Self.bottom - (Self.height - Self.top - Self.bottom) * value / ceiling
    }

    private func grid(_ ceiling: Double) -> String {
        var text = ""
        for part in 0...4 {
            let value = ceiling * Double(part) / 4
            let y = Self.short(y(value, ceiling))
            text += "<path class=\"grid\" d=\"M\(Int(Self.left)) \(y)H\(Int(Self.width - Self.right))\"/>"
            text +=
                "<text class=\"tick\" x=\"\(Int(Self.left) - 6)\" y=\"\(y)\" dy=\".32em\" text-anchor=\"end\">"
                + "\(ReportMarkup.line(shown(value)))</text>"
        }
        let last = times.count - 1
        for index in Set([0, last / 4, last / 2, last * 3 / 4, last]).sorted() {
            let anchor = index == 0 ? "start" : index == last ? "end" : "middle"
            text +=
                "<text class=\"tick\" x=\"\(Self.short(x(index)))\" y=\"\(Int(Self.height) - 8)\" "
                + "text-anchor=\"\(anchor)\">\(Self.clock(times[index]))</text>"
        }
        return text
    }

    private func line(_ series: Series, _ ceiling: Double) -> String {
        let points = series.values.indices.map { "\(Self.short(x($0))) \(Self.short(y(series.values[$0], ceiling)))" }
        return "<path class=\"line \(series.style)\" d=\"M\(points.joined(separator: "L"))\"/>"
    }

    /// What a point says: no script runs here, so each has a title of its own.
    private func points(_ ceiling: Double) -> String {
        let width = (Self.width - Self.left - Self.right) / Double(times.count)
        return times.indices.map { index in
            let values = series.map { "\($0.name) \(shown($0.values[index]))" }.joined(separator: ", ")
            return
                "<rect class=\"hit\" x=\"\(Self.short(x(index) - width / 2))\" y=\"0\" width=\"\(Self.short(width))\" "
                + "height=\"\(Int(Self.height - Self.bottom))\"><title>\(Self.clock(times[index])): "
                + "\(ReportMarkup.line(values))</title></rect>"
        }.joined()
    }

    private static func short(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }

    private static func clock(_ seconds: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return seconds < 3600
            ? "\(seconds / 60):\(two(seconds % 60))"
            : "\(seconds / 3600):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    }

    static let style = """
        figure{margin:1rem 0}figure svg{display:block;width:100%;height:auto;margin-top:.5rem}
        .grid{stroke:var(--line);fill:none}.tick{fill:var(--soft);font-size:11px}
        .line{fill:none;stroke-width:2;stroke-linejoin:round}
        .one{stroke:var(--now)}.two{stroke:var(--then)}
        .hit{fill:transparent}.hit:hover{fill:var(--ink);fill-opacity:.08}
        .legend{margin:.15rem 0 0;font-size:.85rem}.key{margin-right:1rem}
        .key::before{content:"";display:inline-block;width:1.2em;height:0;border-top:3px solid;margin-right:.4em;vertical-align:.25em}
        .key.one::before{border-color:var(--now)}.key.two::before{border-color:var(--then)}
        h2.first{margin-top:0}
        td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
        """
}

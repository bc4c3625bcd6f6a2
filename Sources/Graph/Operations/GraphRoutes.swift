/// All that the API can do, each operation once.
package enum GraphRoutes {
    package static let all: [GraphOperation] = devices + configurations + groups + people + applications
}

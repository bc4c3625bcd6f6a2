import ManagementTree

/// DeviceLock: the PIN policies of Windows Phone 8.1, kept for old servers (Microsoft, *DeviceLock CSP*).
///
/// What it stores is one of the sources of `PolicyMerge`. Its numbers are checked against the same ranges as the
/// description says, so nothing more is left for it to do.
struct DeviceLockProvider: Provider {}

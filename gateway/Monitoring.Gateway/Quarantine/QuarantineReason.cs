namespace Monitoring.Gateway.Quarantine;

/// <summary>
/// Why a message lies in the quarantine: the closed set, whose words (<see cref="QuarantineReasons.Word"/>) users, the API
/// and the store see. Words are only ever added.
/// </summary>
public enum QuarantineReason
{
    /// <summary><c>noise</c>: bytes between frames that belong to none.</summary>
    Noise,

    /// <summary><c>no-header</c>: a frame was expected and did not begin.</summary>
    NoHeader,

    /// <summary><c>truncated</c>: the frame ended before its stated length.</summary>
    Truncated,

    /// <summary><c>length-mismatch</c>: the stated length is not the real one and no end fits the checksum.</summary>
    LengthMismatch,

    /// <summary><c>crc-mismatch</c>: the checksum is wrong.</summary>
    CrcMismatch,

    /// <summary><c>bad-field</c>: a field that is needed is missing or cannot be read.</summary>
    BadField,

    /// <summary><c>encrypted</c>: the data area is encrypted, and the device has no key here.</summary>
    Encrypted,

    /// <summary><c>wrong-key</c>: the data area is encrypted with another key than the device has here.</summary>
    WrongKey,

    /// <summary><c>too-long</c>: an MQTT packet longer than the door takes.</summary>
    TooLong,

    /// <summary><c>bad-payload</c>: an MQTT payload or topic that is none of the documented forms.</summary>
    BadPayload,

    /// <summary><c>impossible-time</c>: a time that no device can mean.</summary>
    ImpossibleTime,

    /// <summary><c>unknown-mn</c>: nobody registered the device.</summary>
    UnknownMn,

    /// <summary><c>wrong-password</c>: the device is registered with another password.</summary>
    WrongPassword,

    /// <summary><c>incomplete-upload</c>: packets of a split upload never came. The values of those that came are stored.</summary>
    IncompleteUpload,

    /// <summary><c>no-reading</c>: a data frame of which nothing became a reading. It was acknowledged, and its bytes are the only trace.</summary>
    NoReading,

    /// <summary><c>rejected-by-backend</c>: taken and acknowledged here, refused for good by the backend. Parked: never suppressed, never evicted.</summary>
    RejectedByBackend,

    /// <summary><c>unreadable-row</c>: a spool row whose bytes are no message any more. Parked: never suppressed, never evicted.</summary>
    UnreadableRow,
}

/// <summary>The words of the reasons.</summary>
public static class QuarantineReasons
{
    public static string Word(this QuarantineReason reason) => reason switch
    {
        QuarantineReason.Noise => "noise",
        QuarantineReason.NoHeader => "no-header",
        QuarantineReason.Truncated => "truncated",
        QuarantineReason.LengthMismatch => "length-mismatch",
        QuarantineReason.CrcMismatch => "crc-mismatch",
        QuarantineReason.BadField => "bad-field",
        QuarantineReason.Encrypted => "encrypted",
        QuarantineReason.WrongKey => "wrong-key",
        QuarantineReason.TooLong => "too-long",
        QuarantineReason.BadPayload => "bad-payload",
        QuarantineReason.ImpossibleTime => "impossible-time",
        QuarantineReason.UnknownMn => "unknown-mn",
        QuarantineReason.WrongPassword => "wrong-password",
        QuarantineReason.IncompleteUpload => "incomplete-upload",
        QuarantineReason.NoReading => "no-reading",
        QuarantineReason.RejectedByBackend => "rejected-by-backend",
        QuarantineReason.UnreadableRow => "unreadable-row",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "no such reason"),
    };
}

namespace Monitoring.Contracts;

/// <summary>What a value stands for within its interval.</summary>
public enum ReadingKind
{
    /// <summary>The value at one moment; the interval has no length (HJ 212 <c>-Rtd</c>).</summary>
    Instant = 0,

    /// <summary>Arithmetic mean over the interval (HJ 212 <c>-Avg</c>).</summary>
    Mean = 1,

    /// <summary>Lowest value of the interval (HJ 212 <c>-Min</c>).</summary>
    Min = 2,

    /// <summary>Highest value of the interval (HJ 212 <c>-Max</c>).</summary>
    Max = 3,

    /// <summary>Sum over the interval, such as a discharged volume (HJ 212 <c>-Cou</c>).</summary>
    Total = 4,
}

/// <summary>How a value came about.</summary>
public enum ReadingSource
{
    /// <summary>Measured by an instrument on site.</summary>
    Automatic = 0,

    /// <summary>From a sample taken by hand.</summary>
    Hand = 1,
}

/// <summary>What kind of environment a station watches.</summary>
public enum StationKind
{
    /// <summary>Not said yet: the device sent a system code that no kind is known for.</summary>
    Unknown = 0,

    /// <summary>Surface water (HJ 212 ST=21).</summary>
    Water = 1,

    /// <summary>Ambient air (HJ 212 ST=22).</summary>
    Air = 2,

    /// <summary>Water level, flow and rain (SL 651).</summary>
    Hydrology = 3,

    /// <summary>A discharge or stack (HJ 212 ST=31, 32 and others).</summary>
    Source = 4,
}

/// <summary>
/// The identity of a reading within its station. Every hop may repeat a reading and every write is idempotent on this
/// key; another value under the same key is a correction.
/// </summary>
/// <param name="Parameter">What was measured.</param>
/// <param name="Kind">What the value stands for.</param>
/// <param name="Start">Start of the interval [start, start + length).</param>
/// <param name="Length">Length of the interval; zero for <see cref="ReadingKind.Instant"/>.</param>
/// <param name="Source">How the value came about.</param>
public readonly record struct ReadingKey(ParameterCode Parameter, ReadingKind Kind, DateTimeOffset Start, TimeSpan Length, ReadingSource Source);

/// <summary>
/// One value of one parameter, as the device stated it: interval, text, mark and unit. Immutable; never edited after
/// it was received.
/// </summary>
/// <param name="Key">What the value is of.</param>
/// <param name="Text">The value in the device's own digits. <see cref="Value"/> is its number.</param>
/// <param name="Flag">The device's data mark (HJ 212 <c>-Flag</c>), <c>N</c> when the device sent none. Unknown marks are kept.</param>
/// <param name="Unit">The unit of the value, from the message or the catalogue; empty when unknown.</param>
public sealed record Reading(ReadingKey Key, string Text, string Flag, string Unit)
{
    /// <summary>The number of <see cref="Text"/>, or null when the text is none (then <see cref="DataMark"/> alone does not make it valid).</summary>
    public decimal? Value => new MeasuredText(Text).Number;
}

namespace Monitoring.Compliance.Quality;

/// <summary>Why there is no verdict, or why one item takes no part in it: only valid data are judged (GB 3838-2002, GB 3095, HJ 633). "No verdict" is a state of its own, never a guess.</summary>
public static class NoVerdictReason
{
    /// <summary>The station has never delivered anything that could be judged.</summary>
    public const string NoData = "no-data";

    /// <summary>The station is stopped (HJ 212 mark F).</summary>
    public const string Stopped = "stopped";

    /// <summary>The station is under maintenance, calibrating or being commissioned (HJ 212 marks M and C).</summary>
    public const string Maintenance = "maintenance";

    /// <summary>No water to sample.</summary>
    public const string Dry = "dry";

    /// <summary>Fewer valid values than the period demands.</summary>
    public const string TooFewData = "too-few-data";

    /// <summary>No value at all.</summary>
    public const string Missing = "missing";

    /// <summary>The text is no number.</summary>
    public const string NotANumber = "not-a-number";

    /// <summary>A text with more digits than can be computed with: it would be cut before it is rounded (GB/T 8170 rounds once).</summary>
    public const string TooManyDigits = "too-many-digits";

    /// <summary>A concentration below zero; -1 stands for "not measured" in several sources.</summary>
    public const string Negative = "negative";

    /// <summary>A number that the quantity cannot have, such as pH 15.</summary>
    public const string Impossible = "impossible";

    /// <summary>The mark of the value does not let it take part.</summary>
    public const string Flagged = "flagged";

    /// <summary>Two different values of one item, one source and one time.</summary>
    public const string Ambiguous = "ambiguous";

    /// <summary>The value has a unit that is not the edition's.</summary>
    public const string UnitMismatch = "unit-mismatch";

    /// <summary>The edition knows no such item, or has no limit for it here.</summary>
    public const string UnknownItem = "unknown-item";

    /// <summary>The value lies beyond the table and the text refers to another index (HJ 633-2012 table 1, notes).</summary>
    public const string BeyondTable = "beyond-table";

    /// <summary>No edition of the rule was in force on the day.</summary>
    public const string EditionGap = "edition-gap";

    /// <summary>The edition that was asked for on purpose is none of this release.</summary>
    public const string UnknownEdition = "unknown-edition";

    /// <summary>The rule does not speak of this place.</summary>
    public const string OutOfScope = "out-of-scope";

    /// <summary>No limit exists to hold the value against: it is stored and trended only.</summary>
    public const string NoLimit = "no-limit";

    /// <summary>A dated record says that the item's excess at the section is natural.</summary>
    public const string NaturalBackground = "natural-background";

    /// <summary>An item is missing and the index of the others is not above 100 (HJ 633-2026).</summary>
    public const string ItemMissing = "item-missing";

    /// <summary>The value's day lies outside the period that is judged.</summary>
    public const string OutsidePeriod = "outside-period";
}

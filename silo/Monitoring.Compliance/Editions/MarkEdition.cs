namespace Monitoring.Compliance.Editions;

/// <summary>One word of the vocabulary that the marks of all dialects are mapped to.</summary>
/// <param name="Word">The word, such as <c>calibrating</c>.</param>
/// <param name="TakesPart">True when a value so marked may enter means and verdicts.</param>
/// <param name="Reason">Why it may not (<see cref="Quality.NoVerdictReason"/>); null when it may.</param>
/// <param name="Zh">For officers, Chinese.</param>
/// <param name="En">For officers, English.</param>
public sealed record MarkMeaning(string Word, bool TakesPart, string? Reason, string Zh, string En);

/// <summary>The marks of one protocol or network.</summary>
/// <param name="Id">Such as <c>hj212-2017</c>.</param>
/// <param name="Title">For readers.</param>
/// <param name="Marks">From the mark, in its exact spelling, to a word.</param>
/// <param name="State">How far the table was confirmed.</param>
/// <param name="Clause">Where it is stated.</param>
public sealed record MarkDialect(string Id, string Title, IReadOnlyDictionary<string, string> Marks, RuleState State, string Clause);

/// <summary>What marks mean: several dialects, one vocabulary.</summary>
public sealed record MarkEdition : Edition
{
    /// <summary>The vocabulary.</summary>
    public required IReadOnlyList<MarkMeaning> Meanings { get; init; }

    /// <summary>The dialects.</summary>
    public required IReadOnlyList<MarkDialect> Dialects { get; init; }
}

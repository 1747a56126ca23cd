namespace Monitoring.Compliance.Editions;

/// <summary>The first day of an edition in a city that took it up earlier.</summary>
/// <param name="Code">GB/T 2260 code of the city.</param>
/// <param name="From">First day.</param>
/// <param name="State">How far the date was confirmed.</param>
public sealed record CityPhase(string Code, DateOnly From, RuleState State);

/// <summary>What every edition file states of itself: which text it is, when and where it is in force, and how far it was confirmed.</summary>
public abstract record Edition
{
    /// <summary>The file's name.</summary>
    public required string Id { get; init; }

    /// <summary>Number of the standard or document, such as <c>GB 3838-2002</c>.</summary>
    public required string Standard { get; init; }

    /// <summary>The bare number of the standard, where <see cref="Standard"/> adds a phase to it: several editions may share one.</summary>
    public string Number { get => field ?? Standard; init; }

    /// <summary>Official title.</summary>
    public required string TitleZh { get; init; }

    /// <summary>English title.</summary>
    public required string Title { get; init; }

    /// <summary>When it is in force where <see cref="Cities"/> says nothing else.</summary>
    public required Validity Validity { get; init; }

    /// <summary>How far it was confirmed.</summary>
    public required RuleState State { get; init; }

    /// <summary>Where the figures were read.</summary>
    public required string Source { get; init; }

    /// <summary>What a reader of the figures must know; empty when nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>Rules of the text that are calculations without a figure of their own; empty when every rule has one.</summary>
    public IReadOnlyList<CitedRule> Rules { get; init; } = [];

    /// <summary>Cities that took the edition up earlier; empty where it came everywhere at once.</summary>
    public IReadOnlyList<CityPhase> Cities { get; init; } = [];

    /// <summary>
    /// The state of the edition on a Beijing day in a city (GB/T 2260 code of it or of one of its districts; null for "elsewhere"):
    /// expired when it was not in force there.
    /// </summary>
    public RuleState StateOn(DateOnly date, string? cityCode = null) => PhaseOf(cityCode) switch
    {
        _ when Validity.Covers(date) => State,
        { } phase when new Validity(phase.From, Validity.To).Covers(date) => (RuleState)Math.Max((int)phase.State, (int)State),
        _ => RuleState.Expired,
    };

    // A district belongs to its city (first four digits), or to its municipality (first two).
    private CityPhase? PhaseOf(string? cityCode) => cityCode is { Length: 6 } && cityCode.All(char.IsAsciiDigit)
        ? Cities.FirstOrDefault(c => c.Code == cityCode || c.Code == cityCode[..4] + "00" || c.Code == cityCode[..2] + "0000")
        : null;
}

/// <summary>How an edition is chosen: by the Beijing date of sampling, or on purpose by its id ("what if").</summary>
public static class EditionChoice
{
    /// <summary>The newest edition in force on a day in a city; null when there was none: an edition gap.</summary>
    public static T? InForceOn<T>(this IEnumerable<T> editions, DateOnly date, string? cityCode = null)
        where T : Edition => editions.LastOrDefault(e => e.StateOn(date, cityCode) is not RuleState.Expired);

    /// <summary>
    /// The edition of an id, as certificates and "what if" questions name it, or of a standard's number. Where editions share the number the
    /// day chooses among them, and before all of them the first; null when this release has none, or when a shared number comes without a day.
    /// </summary>
    /// <param name="editions">Oldest first.</param>
    /// <param name="name">An id such as <c>gb3095-2026-final</c>, or a number such as <c>GB 3095-2026</c>.</param>
    /// <param name="on">The Beijing day that is judged.</param>
    public static T? Find<T>(this IEnumerable<T> editions, string? name, DateOnly? on = null)
        where T : Edition
    {
        IReadOnlyList<T> all = [.. editions];
        return all.FirstOrDefault(e => e.Id == name) ?? all.Where(e => e.Number == name).ToList() switch
        {
            [] => all.FirstOrDefault(e => e.Standard == name),
            [var only] => only,
            var phases => on is { } day ? phases.InForceOn(day) ?? phases[0] : null,
        };
    }
}

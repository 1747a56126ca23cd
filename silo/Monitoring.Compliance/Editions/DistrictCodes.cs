namespace Monitoring.Compliance.Editions;

/// <summary>A city, district or county under one code of GB/T 2260, on the days on which the code means it.</summary>
/// <param name="Code">Six digits.</param>
/// <param name="NameZh">Chinese name.</param>
/// <param name="Name">English name.</param>
/// <param name="City">Code of the city whose air and ranking it belongs to: the municipality, or the prefecture.</param>
/// <param name="State">How far code and dates were confirmed.</param>
/// <param name="From">First day; null where it lies before all data.</param>
/// <param name="To">Last day; null while it stands.</param>
/// <param name="Successor">Code of what took its place; null when it stands, or when that code is not known.</param>
/// <param name="Note">What a reader must know.</param>
public sealed record District(
    string Code, string NameZh, string Name, string City, RuleState State, DateOnly? From = null, DateOnly? To = null, string? Successor = null, string Note = "")
{
    /// <summary>True on the days on which the code means this district.</summary>
    public bool IsValidOn(DateOnly date) => (From is null || date >= From) && (To is null || date <= To);
}

/// <summary>The district codes of Chongqing and Sichuan with their validity (GB/T 2260): old data keep the code of their day.</summary>
public sealed record DistrictCodes : Edition
{
    /// <summary>The codes, in their order; one code may have meant two districts, one after the other.</summary>
    public required IReadOnlyList<District> Districts { get; init; }

    /// <summary>The district that a code means on a Beijing day; null when the code is unknown, or was not valid then.</summary>
    public District? Find(string code, DateOnly date) => Districts.FirstOrDefault(d => d.Code == code && d.IsValidOn(date));

    /// <summary>What a code ever meant, oldest first; empty for an unknown one.</summary>
    public IReadOnlyList<District> Meanings(string code) => [.. Districts.Where(d => d.Code == code).OrderBy(d => d.From)];
}

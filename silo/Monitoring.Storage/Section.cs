using Monitoring.Compliance.Water;

namespace Monitoring.Storage;

/// <summary>Why a class is demanded of a section.</summary>
public enum TargetBasis
{
    /// <summary>The yearly assessment target.</summary>
    Assessment = 0,

    /// <summary>The water-function zone.</summary>
    FunctionZone = 1,
}

/// <summary>A dated target of a section. It holds on days in [From, To); null is open.</summary>
/// <param name="Basis">Why.</param>
/// <param name="Class">1 to 5.</param>
/// <param name="From">First Beijing day.</param>
/// <param name="To">First Beijing day on which it no longer holds.</param>
public sealed record SectionTarget(TargetBasis Basis, int Class, DateOnly? From, DateOnly? To)
{
    public bool HoldsOn(DateOnly day) => (From is null || day >= From) && (To is null || day < To);
}

/// <summary>
/// A section is judged. A water station that no one has assigned gets a section of its own id, so that every water
/// verdict has one place where its target stands.
/// </summary>
/// <param name="Responsible">Province that answers for the class; empty when unknown.</param>
/// <param name="Receives">Province that the water flows to at a border; empty otherwise.</param>
public sealed record Section(
    string Id,
    string Name,
    string NameEn,
    WaterBody WaterBody,
    string Province,
    string Responsible,
    string Receives,
    string DistrictCode,
    string River,
    bool IsMainStem,
    bool IsTransboundary,
    IReadOnlyList<SectionTarget> Targets)
{
    /// <summary>The class demanded on a day: the assessment target where there is one, else the function zone's.</summary>
    public int? TargetClassOn(DateOnly day) => Targets
        .Where(t => t.HoldsOn(day))
        .OrderBy(t => t.Basis)
        .ThenByDescending(t => t.From ?? DateOnly.MinValue)
        .Select(t => (int?)t.Class)
        .FirstOrDefault();
}

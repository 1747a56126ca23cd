namespace Monitoring.Contracts.Registry;

/// <summary>A river or lake section of the registry, with the automatic station that measures it. An empty text or null is "not known", never a guess.</summary>
/// <param name="Section">Id of the section, such as <c>CQ-S001</c>. A section is judged, a station measures.</param>
/// <param name="Station">Id of its station, such as <c>CQ001</c>.</param>
/// <param name="Mn">Number of the station's device (MN of HJ 212).</param>
/// <param name="Province"><c>CQ</c> or <c>SC</c>: the list in which the section is published. With the name it is the key of real sections.</param>
/// <param name="Name">Published name in Chinese, or the made-up name of a simulated section.</param>
/// <param name="NameEn">English name; empty where none is published.</param>
/// <param name="Origin"><c>real</c> for a published name, <c>simulated</c> otherwise.</param>
/// <param name="Role"><c>section</c>, <c>border</c> (between the provinces) or <c>intake</c>.</param>
/// <param name="Level">Who runs it: <c>national</c>, <c>other</c>, or empty.</param>
/// <param name="WaterBody"><c>river</c> or <c>lake</c>: decides the limits of total phosphorus.</param>
/// <param name="River">The river in Chinese; empty where no source names it.</param>
/// <param name="MainStem">True on the main stem of the Yangtze; null when the river is not known.</param>
/// <param name="DistrictCode">GB/T 2260 code of district or prefecture; empty where not known.</param>
/// <param name="Responsible">Province that answers for the class, normally upstream; empty where the source leaves it open.</param>
/// <param name="Receives">Province that receives the water at a border; empty otherwise.</param>
/// <param name="IsTransboundary">True when the joint monitoring list has it.</param>
/// <param name="Longitude">Degrees east (WGS 84).</param>
/// <param name="Latitude">Degrees north (WGS 84).</param>
/// <param name="FunctionClass">Class of the water-function zone, 1 to 5.</param>
/// <param name="AssessmentTarget">Class that the section is assessed against, 1 to 5.</param>
/// <param name="Source">Where the name and the fields come from.</param>
/// <param name="Doubt">Which fields to doubt, and why; empty when none.</param>
public sealed record RegisteredSection(
    string Section,
    StationId Station,
    string Mn,
    string Province,
    string Name,
    string NameEn,
    string Origin,
    string Role,
    string Level,
    string WaterBody,
    string River,
    bool? MainStem,
    string DistrictCode,
    string Responsible,
    string Receives,
    bool IsTransboundary,
    decimal? Longitude,
    decimal? Latitude,
    int? FunctionClass,
    int? AssessmentTarget,
    string Source,
    string Doubt);

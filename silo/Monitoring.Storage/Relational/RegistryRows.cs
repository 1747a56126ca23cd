using System.Globalization;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;

namespace Monitoring.Storage.Relational;

/// <summary>Stations and sections to rows and back.</summary>
internal static class RegistryRows
{
    public const string StationColumns =
        "s.id, s.mn, s.section, s.kind, s.role, s.level, s.origin, s.name, s.name_en, s.province, s.district_code, s.longitude, s.latitude, s.rhythm_ms, s.created_at, s.source, s.doubt";

    private const string SectionColumns =
        "id, name, name_en, water_body, province, responsible, receives, district_code, river, is_main_stem, is_transboundary";

    /// <summary>
    /// Enters a station that came by itself; true when it was not there. What somebody entered stays, unless it does not say yet
    /// what the station watches.
    /// </summary>
    public static bool InsertIfAbsent(ISession session, RegisteredStation created)
    {
        if (FindStation(session, created.Station.Id) is { Station.Kind: not StationKind.Unknown })
        {
            return false;
        }

        // Another owner may have entered them since the look: what it entered stays.
        if (created.Section is { } section && FindSection(session, section.Id) is null && Enters(Entry(session, section, "NOTHING RETURNING 1")))
        {
            PutTargets(session, section);
        }

        return Enters(Entry(session, created.Station, $"WHERE stations.kind = {(int)StationKind.Unknown} RETURNING 1"));
    }

    public static void Put(ISession session, Station station) => Entry(session, station, "").Run();

    public static void Put(ISession session, Section section)
    {
        Entry(
            session,
            section,
            """
            UPDATE SET name = excluded.name, name_en = excluded.name_en, water_body = excluded.water_body,
              province = excluded.province, responsible = excluded.responsible, receives = excluded.receives,
              district_code = excluded.district_code, river = excluded.river, is_main_stem = excluded.is_main_stem,
              is_transboundary = excluded.is_transboundary
            """).Run();
        session.Prepare("DELETE FROM section_targets WHERE section = ?").Bind(section.Id).Run();
        PutTargets(session, section);
    }

    private static bool Enters(IStatement entry)
    {
        using (entry)
        {
            return entry.Step();
        }
    }

    private static IStatement Entry(ISession session, Station station, string condition) => session.Prepare(
        $"""
        INSERT INTO stations (id, mn, section, kind, role, level, origin, name, name_en, province, district_code, longitude, latitude, rhythm_ms, created_at, source, doubt)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET mn = excluded.mn, section = excluded.section, kind = excluded.kind, role = excluded.role,
          level = excluded.level, origin = excluded.origin, name = excluded.name, name_en = excluded.name_en, province = excluded.province,
          district_code = excluded.district_code, longitude = excluded.longitude, latitude = excluded.latitude, rhythm_ms = excluded.rhythm_ms,
          source = excluded.source, doubt = excluded.doubt {condition}
        """)
        .Bind(station.Id.Value).Bind(station.Mn).Bind(station.SectionId).Bind((int)station.Kind).Bind((int)station.Role).Bind(station.Level)
        .Bind((int)station.Origin).Bind(station.Name).Bind(station.NameEn).Bind(station.Province).Bind(station.DistrictCode)
        .Bind(ExactText.Of(station.Longitude)).Bind(ExactText.Of(station.Latitude))
        .Bind((long)station.Rhythm.TotalMilliseconds).Bind(station.CreatedAt)
        .Bind(station.Source).Bind(station.Doubt);

    private static IStatement Entry(ISession session, Section section, string otherwise) => session.Prepare(
        $"""
        INSERT INTO sections (id, name, name_en, water_body, province, responsible, receives, district_code, river, is_main_stem, is_transboundary)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO {otherwise}
        """)
        .Bind(section.Id).Bind(section.Name).Bind(section.NameEn).Bind((int)section.WaterBody).Bind(section.Province)
        .Bind(section.Responsible).Bind(section.Receives).Bind(section.DistrictCode).Bind(section.River)
        .Bind(section.IsMainStem).Bind(section.IsTransboundary);

    private static void PutTargets(ISession session, Section section)
    {
        for (var i = 0; i < section.Targets.Count; i++)
        {
            var target = section.Targets[i];
            session.Prepare("INSERT INTO section_targets (section, position, basis, class, valid_from, valid_to) VALUES (?, ?, ?, ?, ?, ?)")
                .Bind(section.Id).Bind(i).Bind((int)target.Basis).Bind(target.Class).Bind(DayText(target.From)).Bind(DayText(target.To)).Run();
        }
    }

    public static RegisteredStation? FindStation(ISession session, StationId id)
    {
        Station station;
        using (var row = session.Prepare($"SELECT {StationColumns} FROM stations s WHERE s.id = ?").Bind(id.Value))
        {
            if (!row.Step())
            {
                return null;
            }

            station = ReadStation(row);
        }

        return WithSection(session, station);
    }

    public static RegisteredStation WithSection(ISession session, Station station) =>
        new(station, station.SectionId is { } section ? FindSection(session, section) : null);

    public static Section? FindSection(ISession session, string id)
    {
        Section section;
        using (var row = session.Prepare($"SELECT {SectionColumns} FROM sections WHERE id = ?").Bind(id))
        {
            if (!row.Step())
            {
                return null;
            }

            section = new Section(
                row.Text(0), row.Text(1), row.Text(2), (WaterBody)row.Int32(3), row.Text(4), row.Text(5), row.Text(6), row.Text(7), row.Text(8),
                row.Bool(9), row.Bool(10), []);
        }

        var targets = new List<SectionTarget>();
        using var target = session.Prepare("SELECT basis, class, valid_from, valid_to FROM section_targets WHERE section = ? ORDER BY position").Bind(id);
        while (target.Step())
        {
            targets.Add(new SectionTarget((TargetBasis)target.Int32(0), target.Int32(1), Day(target.TextOrNull(2)), Day(target.TextOrNull(3))));
        }

        return section with { Targets = targets };
    }

    public static Station ReadStation(IStatement row) => new(
        StationId.Parse(row.Text(0)),
        row.Text(1),
        row.TextOrNull(2),
        (StationKind)row.Int32(3),
        (StationRole)row.Int32(4),
        row.Text(5),
        (StationOrigin)row.Int32(6),
        row.Text(7),
        row.Text(8),
        row.Text(9),
        row.Text(10),
        ExactText.Read(row, 11),
        ExactText.Read(row, 12),
        TimeSpan.FromMilliseconds(row.Int64(13)),
        row.Instant(14))
    {
        Source = row.Text(15),
        Doubt = row.Text(16),
    };

    private static string? DayText(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

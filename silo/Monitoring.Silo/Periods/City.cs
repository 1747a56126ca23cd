namespace Monitoring.Silo.Periods;

/// <summary>A city that has an index of its own: Chongqing as one, each prefecture of Sichuan (GB/T 2260).</summary>
public sealed record City(string Code, string Province, string Name, string NameEn)
{
    private static readonly City[] Known =
    [
        new("500000", Storage.Province.Chongqing, "重庆", "Chongqing"),
        new("510100", Storage.Province.Sichuan, "成都", "Chengdu"),
        new("510300", Storage.Province.Sichuan, "自贡", "Zigong"),
        new("510400", Storage.Province.Sichuan, "攀枝花", "Panzhihua"),
        new("510500", Storage.Province.Sichuan, "泸州", "Luzhou"),
        new("510600", Storage.Province.Sichuan, "德阳", "Deyang"),
        new("510700", Storage.Province.Sichuan, "绵阳", "Mianyang"),
        new("510800", Storage.Province.Sichuan, "广元", "Guangyuan"),
        new("510900", Storage.Province.Sichuan, "遂宁", "Suining"),
        new("511000", Storage.Province.Sichuan, "内江", "Neijiang"),
        new("511100", Storage.Province.Sichuan, "乐山", "Leshan"),
        new("511300", Storage.Province.Sichuan, "南充", "Nanchong"),
        new("511400", Storage.Province.Sichuan, "眉山", "Meishan"),
        new("511500", Storage.Province.Sichuan, "宜宾", "Yibin"),
        new("511600", Storage.Province.Sichuan, "广安", "Guang'an"),
        new("511700", Storage.Province.Sichuan, "达州", "Dazhou"),
        new("511800", Storage.Province.Sichuan, "雅安", "Ya'an"),
        new("511900", Storage.Province.Sichuan, "巴中", "Bazhong"),
        new("512000", Storage.Province.Sichuan, "资阳", "Ziyang"),
        new("513200", Storage.Province.Sichuan, "阿坝", "Aba"),
        new("513300", Storage.Province.Sichuan, "甘孜", "Garze"),
        new("513400", Storage.Province.Sichuan, "凉山", "Liangshan"),
    ];

    private const int CodeLength = 6;

    /// <summary>The cities of a province whose air is assessed.</summary>
    public static IReadOnlyList<City> Of(string province) => [.. Known.Where(c => c.Province == province)];

    /// <summary>The city in which a district or the city itself lies; null for another place or an empty code.</summary>
    public static City? OfDistrict(string districtCode)
    {
        ArgumentNullException.ThrowIfNull(districtCode);
        return districtCode.Length == CodeLength
            ? Known.FirstOrDefault(c => c.Code == string.Concat(districtCode.AsSpan(0, 4), "00") || c.Code == string.Concat(districtCode.AsSpan(0, 2), "0000"))
            : null;
    }
}

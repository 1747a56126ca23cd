using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Protocols.Tests.Hj212;

public sealed class Hj212ValueTableTests
{
    [Fact]
    public void Gives_every_value_its_code_its_number_and_its_mark() => Rows(
        "DataTime=20261121080000;w01001-Rtd=7.21,w01001-Flag=N;w21003-SampleTime=20261121040000,w21003-Rtd=--,w21003-Flag=D;w01019-Cou=3,w01019-Min=1.0,w01019-Avg=1.50,w01019-Max=2,w01019-EFlag=A01")
        .ShouldBe(
        [
            "w01001 Rtd 7.21 7.21 N ",
            "w21003 Rtd -- - D 20261121040000",
            "w01019 Cou 3 3  ",
            "w01019 Min 1.0 1.0  ",
            "w01019 Avg 1.50 1.50  ",
            "w01019 Max 2 2  ",
        ]);

    [Fact]
    public void A_mark_that_stands_apart_belongs_to_its_code_and_a_kind_that_comes_twice_begins_another_value() =>
        Rows("a21-Rtd=1;w01001-Rtd=7;a21-Flag=F;a21-Rtd=2;a21-Flag=T;w01001-Flag=C").ShouldBe(["a21 Rtd 1 1 F ", "w01001 Rtd 7 7 C ", "a21 Rtd 2 2 T "]);

    [Fact]
    public void Codes_too_long_for_a_published_one_are_told_apart_by_all_their_bytes() =>
        Rows("averylongcode1-Rtd=1;averylongcode2-Rtd=2;averylongcode1-Flag=F;averylongcode2-Flag=T")
            .ShouldBe(["averylongcode1 Rtd 1 1 F ", "averylongcode2 Rtd 2 2 T "]);

    [Fact]
    public void Agrees_with_the_plain_rule_on_any_items() => Prop.ForAll(Contents.ToArbitrary(), cp =>
    {
        var plain = new List<(string Code, List<(Hj212ValueKind Kind, string Text)> Texts)>();
        foreach (var item in new Hj212Items(Encoding.ASCII.GetBytes(cp)))
        {
            if (item.Kind == Hj212ValueKind.None)
            {
                continue;
            }

            var (code, kind) = (Encoding.ASCII.GetString(item.Code), item.Kind);
            var last = plain.FindLastIndex(v => v.Code == code);
            if (last < 0 || plain[last].Texts.Any(t => t.Kind == kind))
            {
                last = plain.Count;
                plain.Add((code, []));
            }

            plain[last].Texts.Add((kind, Encoding.ASCII.GetString(item.Value)));
        }

        Hj212Values.Of(Frame(cp)).Values.Select(v => Told(v.Code, v.Texts.Select(t => (t.Key, t.Value)))).ShouldBe(plain.Select(v => Told(v.Code, v.Texts)));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void Reading_a_frame_with_every_code_number_and_mark_allocates_nothing()
    {
        byte[] bytes = [.. Enumerable.Repeat(Frames.RealTimeData(), 200).SelectMany(f => f)];
        var table = new Hj212ValueTable();
        Walk(bytes, table).ShouldBe(200);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var values = Walk(bytes, table);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        values.ShouldBe(200);
        allocated.ShouldBe(0);
    }

    [Fact]
    public void Grows_with_the_frame_and_serves_the_next_one()
    {
        var table = new Hj212ValueTable();
        table.Fill(Frame(string.Join(';', Enumerable.Range(0, 700).Select(n => $"c{n:D4}-Rtd={n}"))));
        var rows = 0;
        foreach (var row in table)
        {
            Encoding.ASCII.GetString(row.Code).ShouldBe($"c{rows++:D4}");
        }

        rows.ShouldBe(700);
        Rows("w01001-Rtd=7", table).ShouldBe(["w01001 Rtd 7 7  "]);
    }

    private static int Walk(byte[] bytes, Hj212ValueTable table)
    {
        var values = 0;
        var buffer = new ReadOnlySequence<byte>(bytes);
        while (Hj212Reader.Read(ref buffer, Hj212ReadOptions.Default, out var frame, out _) == OperationStatus.Done)
        {
            table.Fill(frame);
            foreach (var row in table)
            {
                values += row.TryGetDecimal(out var number) && number > 7 && row.Code.Length == 6 && row.Mark is [(byte)'N'] ? 1 : 0;
            }
        }

        return values;
    }

    private static List<string> Rows(string cp, Hj212ValueTable? table = null)
    {
        table ??= new Hj212ValueTable();
        table.Fill(Frame(cp));
        var rows = new List<string>();
        foreach (var row in table)
        {
            var number = row.TryGetDecimal(out var value) ? value.ToString(System.Globalization.CultureInfo.InvariantCulture) : "-";
            rows.Add($"{Encoding.ASCII.GetString(row.Code)} {row.Kind} {Encoding.ASCII.GetString(row.Text)} {number} {Encoding.ASCII.GetString(row.Mark)} {Encoding.ASCII.GetString(row.SampleTime)}");
        }

        return rows;
    }

    private static string Told(string code, IEnumerable<(Hj212ValueKind Kind, string Text)> texts) => code + ": " + string.Join(", ", texts);

    private static Hj212Frame Frame(string cp)
    {
        var buffer = new ReadOnlySequence<byte>(Frames.Bytes(new Hj212Message(null, "21", 2011, null, "A500000_0007", null, cp)));
        Hj212Reader.Read(ref buffer, Hj212ReadOptions.Default, out var frame, out _).ShouldBe(OperationStatus.Done);
        return frame;
    }

    private static Gen<string> Contents => Gen.Elements(
            "w01001-Rtd=7.21", "w01001-Flag=N", "a21-Rtd=", "a21-Flag=", "averylongcode1-Avg=1", "averylongcode2-Avg=2", "averylongcode1-Flag=T", "LA-td=1", "Flag=N", "x", "=",
            "i1-Info=//a;b=c,d//", "w20143-Flag=Nw20144-Rtd=10", "SB1-RS=1", "w01001-SampleTime=20261121040000")
        .Zip(Gen.Elements(";", ",", ";;", "")).Select(p => p.Item1 + p.Item2).ListOf().Select(string.Concat);
}

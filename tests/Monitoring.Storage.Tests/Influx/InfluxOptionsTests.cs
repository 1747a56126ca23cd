using Monitoring.Storage.Influx;
using Monitoring.Storage.Series;
using Monitoring.Testing;

namespace Monitoring.Storage.Tests.Influx;

public sealed class InfluxOptionsTests
{
    [Fact]
    public void The_least_that_is_needed_is_an_address() => new InfluxOptions { Url = new Uri("http://127.0.0.1:8086") }.Faults(SeriesKind.Influx).ShouldBeEmpty();

    [Theory]
    [InlineData(null, "Url names the server")]
    [InlineData("ftp://series", "Url names the server")]
    [InlineData("http://user:secret@127.0.0.1:8086", "Url has a password in it")]
    public void An_address_that_cannot_be_used_is_named(string? url, string expected)
    {
        var fault = new InfluxOptions { Url = url is null ? null : new Uri(url) }.Faults(SeriesKind.Influx).ShouldHaveSingleItem();

        fault.ShouldContain(expected);
        fault.ShouldNotContain("secret");
    }

    [Fact]
    public void A_password_in_the_address_is_in_no_line_whatever_else_is_wrong()
    {
        var options = new InfluxOptions { Url = new Uri("http://user:secret@127.0.0.1:8086"), Api = InfluxApi.V2, Database = "" };

        string.Join('\n', options.Faults(SeriesKind.InfluxClient)).ShouldNotContain("secret");
    }

    [Theory]
    [InlineData(SeriesKind.Influx, InfluxApi.V2)]
    [InlineData(SeriesKind.InfluxClient, InfluxApi.V1)]
    public void Another_bucket_is_another_place_for_whoever_writes_to_buckets(SeriesKind kind, InfluxApi api)
    {
        InfluxOptions Of(string bucket) => new() { Url = new Uri("http://127.0.0.1:8086"), Api = api, Bucket = bucket };

        Of("old").Place(kind).ShouldNotBe(Of("new").Place(kind));
        Of("old").Place(kind).ShouldBe(Of("old").Place(kind));
    }

    [Fact]
    public void A_token_goes_to_another_machine_by_tls_or_on_purpose()
    {
        var options = new InfluxOptions { Url = new Uri("http://series.example:8086"), Token = "t0ken" };
        options.Faults(SeriesKind.Influx).ShouldHaveSingleItem().ShouldContain("without TLS");

        options.AllowPlainHttp = true;
        options.Faults(SeriesKind.Influx).ShouldBeEmpty();
        (options.AllowPlainHttp, options.Url) = (false, new Uri("https://series.example:8086"));
        options.Faults(SeriesKind.Influx).ShouldBeEmpty();
        (options.Token, options.Url) = ("", new Uri("http://series.example:8086"));
        options.Faults(SeriesKind.Influx).ShouldBeEmpty();
    }

    [Fact]
    public void The_second_interface_needs_a_bucket_and_the_library_an_organisation_too()
    {
        var options = new InfluxOptions { Url = new Uri("http://127.0.0.1:8086"), Api = InfluxApi.V2 };
        options.Faults(SeriesKind.Influx).ShouldHaveSingleItem().ShouldContain("Storage:Series:Influx:Bucket");
        options.Faults(SeriesKind.InfluxClient).Count().ShouldBe(2);

        (options.Bucket, options.Organization) = ("raw", "basin");
        options.Faults(SeriesKind.InfluxClient).ShouldBeEmpty();
    }

    [Fact]
    public void A_secret_comes_from_its_file_and_a_file_that_is_not_there_is_named()
    {
        using var folder = new TemporaryFolder();
        var options = new InfluxOptions { Url = new Uri("http://127.0.0.1:8086"), TokenFile = folder["token"] };
        options.Faults(SeriesKind.Influx).ShouldHaveSingleItem().ShouldContain("TokenFile");

        File.WriteAllText(folder["token"], "t0ken\n");
        options.Faults(SeriesKind.Influx).ShouldBeEmpty();
        options.TokenText().ShouldBe("t0ken");
    }
}

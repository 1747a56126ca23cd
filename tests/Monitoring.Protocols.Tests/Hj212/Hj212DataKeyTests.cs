using Monitoring.Protocols.Hj212;

namespace Monitoring.Protocols.Tests.Hj212;

public sealed class Hj212DataKeyTests
{
    private const string Standard = "0123456789ABCDEFFEDCBA9876543210";

    [Theory]
    [InlineData(Standard, "681EDF34D206965E86B3E94F536E4246", Standard)]
    [InlineData(Standard, "681EDF34D206965E86B3E94F536E4246681EDF34D206965E86B3E94F536E4246", Standard + Standard)]
    public void Decrypts_the_standards_example(string key, string cipher, string plain)
    {
        var blocks = Convert.FromHexString(cipher);
        Hj212DataKey.TryParse(key, out var dataKey).ShouldBeTrue();

        dataKey!.Decrypt(blocks);

        Convert.ToHexString(blocks).ShouldBe(plain);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("30303030303030303030303030303G30")]
    [InlineData("303030303030303030303030303030")]
    [InlineData("3030303030303030303030303030303030")]
    public void What_is_not_thirty_two_digits_is_no_key(string? text) => Hj212DataKey.TryParse(text, out _).ShouldBeFalse();
}

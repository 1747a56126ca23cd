using Monitoring.Gateway.Devices;

namespace Monitoring.Gateway.Tests.Devices;

public sealed class DevicePasswordTests
{
    private static readonly string[] Passwords =
    [
        "", "1", "123456", "123456\0", "12345", "密码", "\0", new('x', 62), new('x', 63), new('x', 64), new('x', 65), new('x', 5000), new string('x', 4999) + "y",
    ];

    [Fact]
    public void Is_itself_and_no_other_whatever_its_length()
    {
        foreach (var registered in Passwords)
        {
            Passwords.Where(new DevicePassword(registered).Is).ShouldHaveSingleItem().ShouldBe(registered);
        }
    }
}

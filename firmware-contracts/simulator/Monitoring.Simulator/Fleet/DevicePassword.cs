using System.Security.Cryptography;
using System.Text;

namespace Monitoring.Simulator.Fleet;

/// <summary>
/// The password that a simulated device presents: six digits of its own MN, so that fleet and replay play the same device
/// and no two share one. It protects nothing: whoever reads this file knows it.
/// </summary>
public static class DevicePassword
{
    public static string Of(string mn) => (BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes("simulator/" + mn))) % 1_000_000).ToString("D6");
}

using System.Text;
using Monitoring.Contracts;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Intake;
using Monitoring.Gateway.Quarantine;
using Monitoring.Protocols.Mqtt;

namespace Monitoring.Gateway.Lines.Mqtt;

/// <summary>Who may connect: the user name is an MN, the password the device's. A refused CONNECT goes to the quarantine.</summary>
internal sealed class MqttAdmission(DeviceRegistry devices, TelemetryIntake intake)
{
    public async ValueTask<MqttConnectResult> Judge(MqttConnect connect, Arrival arrival)
    {
        if (connect.ProtocolLevel != MqttConnect.Level311)
        {
            await intake.Refuse(arrival, null, QuarantineReason.BadPayload, $"MQTT of protocol level {connect.ProtocolLevel}; 4 (3.1.1) is served");
            return MqttConnectResult.UnacceptableProtocolVersion;
        }

        if (!connect.HasUsableClientId)
        {
            await intake.Refuse(arrival, connect.UserName, QuarantineReason.BadPayload, "an empty client id needs a clean session [MQTT-3.1.3-8]");
            return MqttConnectResult.IdentifierRejected;
        }

        if (connect.UserName is not { Length: > 0 } mn)
        {
            await intake.Refuse(arrival, null, QuarantineReason.UnknownMn, "no user name; it must be the device's MN");
            return MqttConnectResult.NotAuthorized;
        }

        var password = connect.Password is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null;
        Admission admission;
        try
        {
            admission = await devices.Admit(mn, password, StationKind.Unknown, CancellationToken.None);
        }
        catch (GatewayException)
        {
            // The registry's disk refuses to register a new device now.
            return MqttConnectResult.ServerUnavailable;
        }

        switch (admission.Refusal)
        {
            case null:
                return MqttConnectResult.Accepted;
            case RefusalReason.WrongPassword:
                await intake.Refuse(arrival, mn, QuarantineReason.WrongPassword, "the device is registered with another password");
                return MqttConnectResult.BadUserNameOrPassword;
            default:
                await intake.Refuse(arrival, mn, QuarantineReason.UnknownMn, "no device is registered with this MN");
                return MqttConnectResult.NotAuthorized;
        }
    }
}

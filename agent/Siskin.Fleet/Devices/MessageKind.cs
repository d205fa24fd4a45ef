namespace Siskin.Fleet.Devices;

/// <summary>What a message of a device is about.</summary>
internal enum MessageKind
{
    Status,
    Info,
    Telemetry,
    Watch,
}

namespace Siskin.Fleet.Devices;

/// <summary>Something that changed on a device.</summary>
/// <param name="Time">When it was seen.</param>
/// <param name="Kind">presence, provider, bundle or version.</param>
/// <param name="Text">What it is now.</param>
internal sealed record DeviceEvent(DateTimeOffset Time, string Kind, string Text);

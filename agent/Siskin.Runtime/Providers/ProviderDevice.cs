using Microsoft.ML.OnnxRuntime;

namespace Siskin.Runtime.Providers;

/// <summary>A device that a registered provider library shows, valid as long as the library stays registered.</summary>
/// <param name="Kind">What it is: <c>NPU</c>, <c>GPU</c>.</param>
/// <param name="Version">Version of the provider.</param>
/// <param name="Vendor">Vendor of the device.</param>
/// <param name="VendorId">PCI id of the vendor.</param>
/// <param name="DeviceId">The vendor's number of the device.</param>
internal sealed record ProviderDevice(string Kind, string Version, string Vendor, uint VendorId, uint DeviceId)
{
    public OrtEpDevice? Handle { get; private init; }

    public static ProviderDevice Of(OrtEpDevice device)
    {
        var hardware = device.HardwareDevice;
        var version = device.EpMetadata.Entries.GetValueOrDefault("version", "unknown");
        return new ProviderDevice($"{hardware.Type}", version, hardware.Vendor, hardware.VendorId, hardware.DeviceId)
        {
            Handle = device,
        };
    }

    public override string ToString() => $"{Vendor} {Kind} {VendorId:x4}:{DeviceId:x4}, provider {Version}";
}

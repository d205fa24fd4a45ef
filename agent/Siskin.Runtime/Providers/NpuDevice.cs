using Microsoft.ML.OnnxRuntime;

namespace Siskin.Runtime.Providers;

/// <summary>An NPU that a registered provider library shows, valid as long as the library stays registered.</summary>
/// <param name="Version">Version of the provider.</param>
/// <param name="Vendor">Vendor of the device.</param>
/// <param name="VendorId">PCI id of the vendor.</param>
/// <param name="DeviceId">The vendor's number of the device.</param>
public sealed record NpuDevice(string Version, string Vendor, uint VendorId, uint DeviceId)
{
    internal OrtEpDevice? Handle { get; private init; }

    internal static NpuDevice Of(OrtEpDevice device)
    {
        var hardware = device.HardwareDevice;
        var version = device.EpMetadata.Entries.GetValueOrDefault("version", "unknown");
        return new NpuDevice(version, hardware.Vendor, hardware.VendorId, hardware.DeviceId) { Handle = device };
    }

    public override string ToString() => $"{Vendor} NPU {VendorId:x4}:{DeviceId:x4}, provider {Version}";
}

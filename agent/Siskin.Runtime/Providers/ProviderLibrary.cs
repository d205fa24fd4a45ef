using Microsoft.ML.OnnxRuntime;

namespace Siskin.Runtime.Providers;

/// <summary>
/// The QNN provider's library in the process's ONNX Runtime environment, which knows one library by that name at a
/// time.
/// </summary>
public static class ProviderLibrary
{
    private static readonly Lock Gate = new();
    private static string? _registered;

    /// <summary>Registers the library, unless it is, and finds its NPU.</summary>
    /// <exception cref="NpuException">The library is missing, cannot be registered, or shows no NPU.</exception>
    public static NpuDevice Open(string path)
    {
        lock (Gate)
        {
            Register(Path.GetFullPath(path));
            var device = OrtEnv
                .Instance()
                .GetEpDevices()
                .FirstOrDefault(found =>
                    found.EpName == NpuSettings.ProviderName && found.HardwareDevice.Type == OrtHardwareDeviceType.NPU
                );
            if (device is not null)
                return NpuDevice.Of(device);

            // Devices are listed at the registration only: without a device the next attempt has to register anew.
            Unregister();
            throw new NpuException(
                NpuFailure.Device,
                $"{path} shows no NPU; it needs the device's /dev/fastrpc-cdsp*."
            );
        }
    }

    /// <summary>Unloads the library. No session may use it any more.</summary>
    public static void Close()
    {
        lock (Gate)
            Unregister();
    }

    private static void Register(string path)
    {
        if (_registered == path)
            return;
        Unregister();
        if (!File.Exists(path))
            throw new NpuException(NpuFailure.Library, $"The provider library {path} does not exist.");
        ComputeEnvironment.Ensure(ComputeEnvironment.Threads(0), spin: false);
        try
        {
            OrtEnv.Instance().RegisterExecutionProviderLibrary(NpuSettings.ProviderName, path);
        }
        catch (Exception error) when (ExecutionProviders.IsRuntimeError(error))
        {
            throw new NpuException(
                NpuFailure.Library,
                $"The provider library {path} cannot be registered: {error.Message}",
                error
            );
        }

        _registered = path;
    }

    private static void Unregister()
    {
        if (_registered is null)
            return;
        _registered = null;
        try
        {
            OrtEnv.Instance().UnregisterExecutionProviderLibrary(NpuSettings.ProviderName);
        }
        catch (Exception error) when (ExecutionProviders.IsRuntimeError(error))
        {
            throw new NpuException(
                NpuFailure.Library,
                $"The provider library cannot be unloaded: {error.Message}",
                error
            );
        }
    }
}

using System.CommandLine;

namespace Siskin.Models.Commands;

/// <summary>The option <c>--device</c> of the commands that train.</summary>
internal static class DeviceOption
{
    public static Option<string> Create() =>
        new Option<string>("--device")
        {
            Description = "Where to train; cuda wants a CUDA build of LibTorch on the library path.",
            DefaultValueFactory = _ => "cpu",
        }.AcceptOnlyFromAmong("cpu", "cuda");
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Siskin.Runtime.Providers;

/// <summary>
/// Asks a session where its nodes run. ONNX Runtime's C# library has no call for it, but it has the table of the C API.
/// </summary>
internal static unsafe partial class NodePlacement
{
    /// <summary>
    /// Reads the placement of a session that was made with <c>session.record_ep_graph_assignment_info</c>.
    /// </summary>
    public static GraphPlacement Of(InferenceSession session, string graph)
    {
        var api = Api();
        IntPtr* subgraphs;
        nuint count;
        var assigned = (delegate* unmanaged<IntPtr, IntPtr**, nuint*, IntPtr>)api->Session_GetEpGraphAssignmentInfo;
        Verify(api, assigned(HandleOf(session), &subgraphs, &count));
        var nodes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (nuint i = 0; i < count; i++)
        {
            var provider = ProviderOf(api, subgraphs[i]);
            nodes[provider] = nodes.GetValueOrDefault(provider) + NodesOf(api, subgraphs[i]);
        }

        return new GraphPlacement(graph, nodes);
    }

    private static string ProviderOf(OrtApi* api, IntPtr subgraph)
    {
        IntPtr name;
        Verify(api, ((delegate* unmanaged<IntPtr, IntPtr*, IntPtr>)api->EpAssignedSubgraph_GetEpName)(subgraph, &name));
        return Marshal.PtrToStringUTF8(name) ?? "";
    }

    private static int NodesOf(OrtApi* api, IntPtr subgraph)
    {
        IntPtr* nodes;
        nuint count;
        Verify(
            api,
            ((delegate* unmanaged<IntPtr, IntPtr**, nuint*, IntPtr>)api->EpAssignedSubgraph_GetNodes)(
                subgraph,
                &nodes,
                &count
            )
        );
        return (int)count;
    }

    private static OrtApi* Api()
    {
        // The version of the C API is the minor version of the library.
        var version = uint.Parse(
            OrtEnv.Instance().GetVersionString().Split('.')[1],
            System.Globalization.CultureInfo.InvariantCulture
        );
        var table = (OrtApiBase*)OrtGetApiBase();
        return (OrtApi*)((delegate* unmanaged<uint, IntPtr>)table->GetApi)(version);
    }

    private static void Verify(OrtApi* api, IntPtr status)
    {
        if (status == IntPtr.Zero)
            return;
        var message =
            Marshal.PtrToStringUTF8(((delegate* unmanaged<IntPtr, IntPtr>)api->GetErrorMessage)(status)) ?? "";
        ((delegate* unmanaged<IntPtr, void>)api->ReleaseStatus)(status);
        throw new NpuException(NpuFailure.Placement, $"ONNX Runtime does not tell where the nodes run: {message}");
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_nativeHandle")]
    private static extern ref IntPtr HandleOf(InferenceSession session);

    [LibraryImport("onnxruntime")]
    private static partial IntPtr OrtGetApiBase();
}

using System.Globalization;

namespace Siskin.Models.Export.Graphs;

/// <summary>Names of tensors that exist once per decoder layer.</summary>
internal static class TensorName
{
    /// <summary>Puts the layer into a name such as <c>past_key.{0}</c>.</summary>
    public static string OfLayer(string pattern, int layer) =>
        string.Format(CultureInfo.InvariantCulture, pattern, layer);
}

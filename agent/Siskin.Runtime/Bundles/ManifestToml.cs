using Tomlyn.Model;
using Tomlyn.Serialization;

namespace Siskin.Runtime.Bundles;

/// <summary>Tomlyn's generated metadata: reads TOML into its table model without reflection.</summary>
[TomlSerializable(typeof(TomlTable))]
internal sealed partial class ManifestToml : TomlSerializerContext;

namespace Siskin.Models.Export.Onnx;

/// <summary>A message of the ONNX schema: the subset of fields this toolchain writes and reads.</summary>
internal interface IOnnxMessage
{
    /// <summary>Writes every field that is set.</summary>
    void Write(FieldWriter writer);
}

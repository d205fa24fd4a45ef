namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>What a line says.</summary>
/// <param name="Time">When, or "".</param>
/// <param name="Owner">What all of its values are of, or "".</param>
/// <param name="Fields">Its values.</param>
internal sealed record LineFields(string Time, string Owner, IReadOnlyList<Field> Fields)
{
    /// <summary>Adds all of it to a table, under a prefix.</summary>
    /// <param name="table">The table.</param>
    /// <param name="prefix">Names of what stands above the line, each with a slash behind it.</param>
    /// <param name="time">The time of lines that print none.</param>
    public void Fill(TableBuilder table, string prefix, string time)
    {
        var at = Time.Length > 0 ? Time : time;
        var parent = Owner.Length > 0 ? $"{prefix}{Owner}" : prefix.TrimEnd('/');
        var unnamed = Fields.Count(field => field.Name.Length == 0);
        foreach (var field in Fields)
        {
            var name =
                field.Name.Length > 0 ? field.Name
                // Of several values without names each goes by what its unit measures.
                : unnamed > 1 || parent.Length == 0 || Fields.Count > 1 ? UnitNames.Quantity(field.Value.Unit)
                : "";
            var path =
                name.Length > 0
                    ? parent.Length > 0
                        ? $"{parent}/{name}"
                        : name
                    : parent.Length > 0
                        ? parent
                        : "value";
            table.Add(path, field.Value, at);
            table.Limit(path, field.Low, field.High);
        }
    }
}

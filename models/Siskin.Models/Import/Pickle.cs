using System.Buffers.Binary;
using System.Text;

namespace Siskin.Models.Import;

/// <summary>
/// Reads the part of Python's pickle format (protocol 2 and the opcodes of 4 that torch writes) of which checkpoints
/// consist. A pickle is a program; this one calls nothing: what a checkpoint would call becomes a <see cref="Call"/>.
/// </summary>
internal sealed class Pickle(byte[] bytes)
{
    private static readonly object Mark = new();

    private readonly Stack<object?> _stack = new();
    private readonly Dictionary<int, object?> _memo = [];
    private int _at;

    /// <summary>A name that a pickle would look up in Python.</summary>
    public sealed record Name(string Text);

    /// <summary>A call that a pickle would make; of a persistent id, <see cref="Function"/> is null.</summary>
    public sealed record Call(Name? Function, object? Arguments);

    /// <summary>The value that the pickle describes: texts, numbers, lists, dictionaries, arrays for tuples.</summary>
    /// <exception cref="InvalidDataException">It is cut, or of another kind.</exception>
    public object? Read()
    {
        try
        {
            while (true)
            {
                var code = Byte();
                if (code == '.')
                    return _stack.Pop();
                Execute(code);
            }
        }
        catch (Exception e)
            when (e
                    is InvalidOperationException
                        or InvalidCastException
                        or KeyNotFoundException
                        or ArgumentException
                        or IndexOutOfRangeException
            )
        {
            throw new InvalidDataException($"the pickle is damaged at byte {_at}: {e.Message}", e);
        }
    }

    private void Execute(int code)
    {
        switch ((char)code)
        {
            case '\x80': // protocol
                Byte();
                break;
            case '\x95': // frame
                Take(8);
                break;
            case '}':
                _stack.Push(new Dictionary<string, object?>(StringComparer.Ordinal));
                break;
            case ']':
                _stack.Push(new List<object?>());
                break;
            case ')':
                _stack.Push(Array.Empty<object?>());
                break;
            case '(':
                _stack.Push(Mark);
                break;
            case 't':
                _stack.Push(Marked());
                break;
            case '\x85' or '\x86' or '\x87':
                _stack.Push(Last(code - 0x84));
                break;
            case 'q' or '\x94': // the first names its place
                _memo[code == 'q' ? Byte() : _memo.Count] = _stack.Peek();
                break;
            case 'r':
                _memo[Int32()] = _stack.Peek();
                break;
            case 'h':
                _stack.Push(_memo[Byte()]);
                break;
            case 'j':
                _stack.Push(_memo[Int32()]);
                break;
            default:
                if (!PushConstant(code) && !Combine(code))
                    throw new InvalidDataException($"the pickle has the opcode 0x{code:X2}, which no checkpoint needs");
                break;
        }
    }

    private bool PushConstant(int code)
    {
        switch ((char)code)
        {
            case 'X':
                _stack.Push(Text(Int32()));
                return true;
            case '\x8C':
                _stack.Push(Text(Byte()));
                return true;
            case 'K':
                _stack.Push((long)Byte());
                return true;
            case 'M':
                _stack.Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2)));
                return true;
            case 'J':
                _stack.Push((long)Int32());
                return true;
            case '\x8A':
                _stack.Push(Long(Take(Byte())));
                return true;
            case 'G':
                _stack.Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8)));
                return true;
            case '\x88' or '\x89':
                _stack.Push(code == 0x88);
                return true;
            case 'N':
                _stack.Push(null);
                return true;
            case 'c':
                _stack.Push(new Name($"{Line()}.{Line()}"));
                return true;
            default:
                return false;
        }
    }

    private bool Combine(int code)
    {
        switch ((char)code)
        {
            case '\x93':
                var (name, module) = (_stack.Pop(), _stack.Pop());
                _stack.Push(new Name($"{module}.{name}"));
                return true;
            case 'Q':
                _stack.Push(new Call(null, _stack.Pop()));
                return true;
            case 'R':
                var arguments = _stack.Pop();
                _stack.Push(Result((Name)_stack.Pop()!, arguments));
                return true;
            case 'b': // attributes of an object, of which none matters
                _stack.Pop();
                return true;
            case 's':
                var (value, key) = (_stack.Pop(), (string)_stack.Pop()!);
                ((Dictionary<string, object?>)_stack.Peek()!)[key] = value;
                return true;
            case 'u':
                var entries = Marked();
                var target = (Dictionary<string, object?>)_stack.Peek()!;
                for (var i = 0; i < entries.Length; i += 2)
                    target[(string)entries[i]!] = entries[i + 1];
                return true;
            case 'a':
                var item = _stack.Pop();
                ((List<object?>)_stack.Peek()!).Add(item);
                return true;
            case 'e':
                var items = Marked();
                ((List<object?>)_stack.Peek()!).AddRange(items);
                return true;
            default:
                return false;
        }
    }

    private static object Result(Name function, object? arguments) =>
        function.Text == "collections.OrderedDict"
            ? new Dictionary<string, object?>(StringComparer.Ordinal)
            : new Call(function, arguments);

    private object?[] Marked()
    {
        var items = new List<object?>();
        while (!ReferenceEquals(_stack.Peek(), Mark))
            items.Add(_stack.Pop());
        _stack.Pop();
        items.Reverse();
        return [.. items];
    }

    private object?[] Last(int count)
    {
        var items = new object?[count];
        for (var i = count - 1; i >= 0; i--)
            items[i] = _stack.Pop();
        return items;
    }

    private int Byte() => Take(1)[0];

    private int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    private string Text(int length) => Encoding.UTF8.GetString(Take(length));

    private string Line()
    {
        var end = Array.IndexOf(bytes, (byte)'\n', _at);
        var line = Text((end < 0 ? bytes.Length : end) - _at);
        Take(1);
        return line;
    }

    private static long Long(ReadOnlySpan<byte> little)
    {
        if (little.Length > sizeof(long))
            throw new InvalidDataException($"the pickle has a number of {little.Length} bytes");
        long value = little.Length > 0 && little[^1] >= 0x80 ? -1 : 0;
        for (var i = little.Length - 1; i >= 0; i--)
            value = (value << 8) | little[i];
        return value;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > bytes.Length - _at)
            throw new InvalidDataException($"the pickle ends at byte {bytes.Length}, inside a value");
        _at += count;
        return bytes.AsSpan(_at - count, count);
    }
}

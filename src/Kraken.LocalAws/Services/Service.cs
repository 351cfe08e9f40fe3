using System.Collections.Frozen;
using System.Reflection;
using Kraken.LocalAws.State;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services;

/// <summary>
/// A service: its state and its operations. An operation is an instance method named as the operation that takes a
/// <see cref="Call"/> and returns the response; adding an operation is adding such a method. Handlers run one at a time
/// in a cloud, so state needs no locks; what they return must not be changed afterwards.
/// </summary>
internal abstract class Service
{
    private delegate Structure Handler(Call call);

    private readonly FrozenDictionary<string, Handler> _handlers;

    protected Service(LocalCloud cloud, string name)
    {
        Cloud = cloud;
        Name = name;
        _handlers = GetType()
            .GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(m => m.DeclaringType != typeof(Service)
                && m.ReturnType == typeof(Structure)
                && m.GetParameters() is [var only] && only.ParameterType == typeof(Call))
            .ToFrozenDictionary(m => m.Name, m => m.CreateDelegate<Handler>(this), StringComparer.Ordinal);
    }

    /// <summary>The signing name.</summary>
    internal string Name { get; }

    protected LocalCloud Cloud { get; }

    protected DateTimeOffset Now => Cloud.Now;

    /// <summary>The operations that have a handler.</summary>
    internal IEnumerable<string> Operations => _handlers.Keys;

    /// <summary>All that the service holds.</summary>
    internal abstract IEnumerable<Store> Stores { get; }

    /// <summary>Tells the service that its stores hold what was saved.</summary>
    internal virtual void Restored()
    {
    }

    /// <summary>Runs the operation, or returns null where the service has no handler for it.</summary>
    internal Structure? Invoke(Call call) =>
        _handlers.TryGetValue(call.Operation, out var handler) ? handler(call) : null;

    /// <summary>An ARN of this service in the cloud's account and region.</summary>
    protected string Arn(string resource) => Cloud.Arn(Name, resource);
}

@main
struct Backroom {
    static func main() { print("backroom") }
}
